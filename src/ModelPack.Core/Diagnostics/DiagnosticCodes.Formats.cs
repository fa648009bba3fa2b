namespace ModelPack.Core.Diagnostics;

public static partial class DiagnosticCodes
{
    /// <summary>A packed file is a PyTorch archive, which holds pickles.</summary>
    public const string PyTorchArchive = "MP2015";

    /// <summary>A packed NumPy file holds Python objects, or is compressed so that this cannot be seen.</summary>
    public const string NumpyObjects = "MP2016";

    /// <summary>A model file is a Keras or other HDF5 file.</summary>
    public const string KerasModel = "MP2017";

    /// <summary>A model file is a TensorFlow graph or saved model.</summary>
    public const string TensorFlowModel = "MP2018";

    /// <summary>A model file is an ML.NET archive.</summary>
    public const string MlNetModel = "MP2019";

    /// <summary>A safetensors file is shorter than the length of its header.</summary>
    public const string SafetensorsTooSmall = "MP2100";

    /// <summary>The header of a safetensors file is longer than the file, or than the format allows.</summary>
    public const string SafetensorsHeaderLength = "MP2101";

    /// <summary>The header of a safetensors file is no UTF-8, no JSON, or does not describe tensors.</summary>
    public const string SafetensorsHeader = "MP2102";

    /// <summary>Tensors of a safetensors file overlap, or leave a gap.</summary>
    public const string SafetensorsOffsets = "MP2103";

    /// <summary>A tensor of a safetensors file has another size than its type and shape need.</summary>
    public const string SafetensorsSize = "MP2104";

    /// <summary>A tensor of a safetensors file has a shape that no memory holds.</summary>
    public const string SafetensorsOverflow = "MP2105";

    /// <summary>A safetensors file is shorter or longer than its tensors.</summary>
    public const string SafetensorsIncomplete = "MP2106";

    /// <summary>A safetensors index cannot be read.</summary>
    public const string ShardIndexInvalid = "MP2107";

    /// <summary>A shard that a safetensors index names is not packed.</summary>
    public const string ShardMissing = "MP2108";

    /// <summary>A shard lacks a tensor that the index says it has.</summary>
    public const string ShardTensorMissing = "MP2109";

    /// <summary>A GGUF file has a version or byte order that is not read.</summary>
    public const string GgufVersion = "MP2110";

    /// <summary>A GGUF file ends before its content does.</summary>
    public const string GgufTruncated = "MP2111";

    /// <summary>The metadata of a GGUF file is damaged.</summary>
    public const string GgufDamaged = "MP2112";

    /// <summary>A tensor of a GGUF file has an impossible type, shape or place.</summary>
    public const string GgufTensor = "MP2113";

    /// <summary>A tokenizer or configuration file is not the JSON that it must be.</summary>
    public const string JsonInvalid = "MP2115";

    /// <summary>A <c>tokenizer.json</c> describes no usable tokenizer.</summary>
    public const string TokenizerInvalid = "MP2116";

    /// <summary>A vocabulary or merges file cannot be read.</summary>
    public const string VocabularyInvalid = "MP2117";

    /// <summary>A SentencePiece model cannot be read.</summary>
    public const string SentencePieceInvalid = "MP2118";

    /// <summary>A tiktoken file cannot be read.</summary>
    public const string TiktokenInvalid = "MP2119";

    /// <summary>A file that <c>genai_config.json</c> names is not packed.</summary>
    public const string GenAiFileMissing = "MP2120";

    /// <summary>The <c>manifest.json</c> or <c>component.json</c> of an ONNX Runtime model package describes no usable package.</summary>
    public const string RuntimePackageInvalid = "MP2121";

    /// <summary>A file that an ONNX Runtime model package names is not packed.</summary>
    public const string RuntimePackageFileMissing = "MP2122";
}
