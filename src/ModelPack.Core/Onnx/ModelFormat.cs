namespace ModelPack.Core.Onnx;

/// <summary>What a file is by its content, whatever its name says.</summary>
public enum ModelFormat
{
    /// <summary>None of the others.</summary>
    Unknown,

    /// <summary>A file of zero bytes.</summary>
    Empty,

    /// <summary>An ONNX model: protobuf with a graph. It may still be damaged further inside.</summary>
    Onnx,

    /// <summary>ONNX Runtime's own format, <c>.ort</c> (FlatBuffers).</summary>
    Ort,

    /// <summary>Safetensors.</summary>
    Safetensors,

    /// <summary>GGUF.</summary>
    Gguf,

    /// <summary>A Git LFS pointer: the file's content was not fetched.</summary>
    GitLfsPointer,

    /// <summary>A web page.</summary>
    Html,

    /// <summary>Other text.</summary>
    Text,

    /// <summary>A Python pickle; loading one runs code.</summary>
    Pickle,

    /// <summary>A zip archive (also PyTorch's and ML.NET's files).</summary>
    Zip,
}
