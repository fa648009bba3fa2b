using System.Buffers.Binary;
using System.Text;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Formats;
using ModelPack.Core.Gguf;
using ModelPack.Core.Inputs;
using ModelPack.Core.Onnx;
using ModelPack.Core.Projects;
using ModelPack.Core.RuntimeFolders;
using ModelPack.Core.Safetensors;
using ModelPack.Core.Tests.Formats;
using ModelPack.Core.Tests.Gguf;
using ModelPack.Core.Tests.Safetensors;
using ModelPack.Core.Tests.Tokenizers;
using ModelPack.Core.Tokenizers;
using ModelPack.Testing.Onnx;

namespace ModelPack.Core.Tests.Fuzzing;

/// <summary>Readers survive damaged files: no exception but ours, no more memory than four times the file and 16 MB, never over a second.</summary>
public sealed class MutantTests
{
    [Fact]
    public void OnnxMutantsEndCleanly() => Soak.Run(
        "a.onnx",
        [TinyModels.Add(symbolicBatch: true), TinyModels.MatMul().Model, TinyModels.StringIdentity(), TinyModels.EndlessLoop()],
        ProtoMutant.Of,
        ReadOnnx);

    [Fact]
    public void ThirdPartyOnnxMutantsEndCleanly() => Soak.Run(
        "a.onnx",
        [.. new[] { "realistic/mnist.onnx", "realistic/logreg_iris.onnx", "external-data/conv_qdq_external_ini/conv_qdq_external_ini.onnx" }.Select(path => File.ReadAllBytes(TestData.Get(path)))],
        ProtoMutant.Of,
        ReadOnnx);

    [Fact]
    public void OrtMutantsEndCleanly() => Soak.Run(
        "a.ort",
        [.. new[] { "ort-format/mnist.basic.ort", "ort-format/sklearn_bin_voting_classifier_soft.onnx.ort", "ort-format/upsample.ort" }.Select(path => File.ReadAllBytes(TestData.Get(path)))],
        Mutant.Of,
        path => OrtModelReader.Read(path));

    [Fact]
    public void SafetensorsMutantsEndCleanly() => Soak.Run(
        "a.safetensors",
        [SafetensorsFile.Tiny],
        (seed, random) =>
        {
            if (random.Next(3) == 0)
            {
                return Mutant.Of(seed, random);
            }

            // The header's own length stays right, so that what is in it is reached.
            int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(seed);
            return SafetensorsFile.Make(JsonMutant.Of(seed[8..(8 + length)], random), seed.Length - 8 - length);
        },
        path => SafetensorsReader.Read(path));

    [Fact]
    public void GgufMutantsEndCleanly() => Soak.Run(
        "a.gguf",
        [GgufFile.Tiny, new GgufFile(1).Text("general.name", "x").Tensor("a", [3], 24, 0).Make(3)],
        Mutant.Of,
        path => GgufReader.Read(path));

    [Fact]
    public void TokenizerMutantsEndCleanly() => Soak.Run(
        "tokenizer.json",
        [Encoding.UTF8.GetBytes(TokenizerCheckTests.Bpe), """{"model":{"unk_id":1,"vocab":[["a",-1.5],["<unk>",0]]}}"""u8.ToArray()],
        JsonMutant.Of,
        path => TokenizerChecks.Check(path, ModelItemKind.Tokenizer));

    [Theory]
    [InlineData("vocab.json", """{"a":0,"b":{"c":1},"d":3}""")]
    [InlineData("tokenizer_config.json", """{"a":[1,Infinity],"b":"c"}""")]
    [InlineData("merges.txt", "#version: 0.2\na b\ne n</w> 12\n")]
    [InlineData("a.tiktoken", "IQ== 0\nIg== 1\n")]
    public void VocabularyMutantsEndCleanly(string name, string seed) => Soak.Run(
        name,
        [Encoding.UTF8.GetBytes(seed)],
        name == "vocab.json" ? JsonMutant.Of : Mutant.Of,
        path => TokenizerChecks.Check(path, ModelItemKind.Tokenizer));

    [Fact]
    public void SentencePieceMutantsEndCleanly() => Soak.Run(
        "a.model",
        [TokenizerCheckTests.SentencePiece(("<unk>", 2), ("a", 1), ("▁b", 1))],
        ProtoMutant.Of,
        path => TokenizerChecks.Check(path, ModelItemKind.Tokenizer));

    [Theory]
    [InlineData("tokenizers/phi-2/tokenizer.json")]
    [InlineData("tokenizers/llama2/tokenizer.json")]
    [InlineData("tokenizers/t5-small/tokenizer.json")]
    [InlineData("tokenizers/roberta-base/vocab.json")]
    [InlineData("tokenizers/roberta-base/merges.txt")]
    [InlineData("tokenizers/tiktoken-p50k/p50k_base.tiktoken")]
    [InlineData("tokenizers/en-wiki-bpe/en.wiki.bpe.vs100000.model")]
    [InlineData("gguf/ggml-vocab-llama-spm.gguf")]
    [InlineData("packages/tiny_t5/model.safetensors")]
    public void LargeThirdPartyMutantsEndCleanly(string file) => Soak.Run(
        Path.GetFileName(file),
        [File.ReadAllBytes(TestData.Get(file))],
        Path.GetExtension(file) == ".json" ? JsonMutant.Of : Path.GetExtension(file) == ".model" ? ProtoMutant.Of : Mutant.Of,
        path =>
        {
            switch (Path.GetExtension(path))
            {
                case ".gguf":
                    GgufReader.Read(path);
                    break;
                case ".safetensors":
                    SafetensorsReader.Read(path);
                    break;
                default:
                    TokenizerChecks.Check(path, ModelItemKind.Tokenizer);
                    break;
            }
        },
        share: 100);

    [Theory]
    [InlineData("genai_config.json", """{"model":{"decoder":{"filename":"a.onnx","pipeline":[{"x":{"filename":"sha256:00/b"}}]},"vision":{"config_filename":"c.json"}}}""")]
    [InlineData("manifest.json", """{"schema_version":"1.0","shared_assets":{"sha256:00":"x"},"components":{"a":"b","c":{"variants":{"d":{"variant_directory":"e","executor_info":{"ort":{"model_file":"f"},"g":"h"}}}}}}""")]
    [InlineData("model.safetensors.index.json", """{"metadata":{"total_size":1},"weight_map":{"a":"1.safetensors","b":"1.safetensors"}}""")]
    public void ConfigurationMutantsEndCleanly(string name, string seed) => Soak.Run(name, [Encoding.UTF8.GetBytes(seed)], JsonMutant.Of, path =>
    {
        ModelItem item = new(ModelItemKind.Config, name, path, "", new Dictionary<string, string>());
        InputFile file = new(item, path, name, true, true);
        PackedPaths paths = new([file]);
        List<Problem> problems = [];
        switch (name)
        {
            case GenAiFolder.ConfigName:
                GenAiFolder.Check(file, paths, problems);
                break;
            case RuntimePackage.ManifestName:
                RuntimePackage.Check(file, paths, problems);
                break;
            default:
                ShardIndex.Check(file, paths, problems);
                break;
        }
    });

    [Fact]
    public void ForeignMutantsEndCleanly() => Soak.Run(
        "a.bin",
        [
            ZipFiles.Stored(("archive/data.pkl", [1, 2]), ("archive/version", [3])),
            ZipFiles.Stored(("x.npy", ZipFiles.Npy("'<f8'")), ("y.npy", ZipFiles.Npy("'|O'"))),
            Encoding.ASCII.GetBytes("ccopy_reg\n_reconstructor\np0\n(c__main__\nA\np1\nc__builtin__\nobject\np2\nNtp3\nRp4\n."),
            [0x80, 4, 0x95, 13, 0, 0, 0, 0, 0, 0, 0, 0x8c, 2, .. "os"u8, 0x94, (byte)'.'],
        ],
        Mutant.Of,
        path => ForeignFormats.Detect(path));

    [Fact]
    public void ManifestMutantsEndCleanly()
    {
        ModelManifest manifest = new()
        {
            Id = "A",
            Version = "1.0.0",
            Files = [new ModelFile { Path = "a.onnx", Role = ModelFileRoles.Weights, Size = 1, Sha256 = new string('1', 64), Materialize = true }],
            Models =
            [
                new ModelEntry
                {
                    File = "a.onnx", Format = "onnx", Primary = true, Opsets = new() { ["ai.onnx"] = 17 },
                    Signature = new ModelSignature { Inputs = [new ModelValue { Name = "x", Type = new ModelType { Kind = "tensor", ElementType = "float", Shape = [ModelDimension.Fixed(1), ModelDimension.Symbolic("n"), ModelDimension.Unknown] } }] },
                },
            ],
            Metrics = [new ModelMetric { Name = "f1", Value = 0.5 }],
        };

        Soak.Run(
            ModelManifest.FileName,
            [manifest.ToUtf8Bytes()],
            JsonMutant.Of,
            path =>
            {
                ModelManifest read = ModelManifest.Load(path);
                _ = read.PrimaryModel;
                _ = read.ToUtf8Bytes();
            },
            typeof(InvalidDataException));
    }

    private static void ReadOnnx(string path)
    {
        OnnxModelFacts facts = OnnxModelReader.Read(path);
        List<Problem> problems = [];
        ExternalDataResolver.Resolve(path, Path.GetDirectoryName(path)!, facts.ExternalData, problems);
    }
}
