using System.Text;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Onnx;
using ModelPack.Testing.Onnx;

namespace ModelPack.Core.Tests.Onnx;

public sealed class OnnxModelErrorTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public static TheoryData<string, byte[], string> Files => new()
    {
        { DiagnosticCodes.ModelEmpty, [], "is empty" },
        { DiagnosticCodes.GitLfsPointer, Utf8("version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 4956208\n"), "4,956,208 bytes" },
        { DiagnosticCodes.GitLfsPointer, Utf8("version https://git-lfs.github.com/spec/v1\n"), "git lfs pull" },
        { DiagnosticCodes.ModelIsHtml, Utf8("<!doctype html><title>Sign in</title>"), "web page" },
        { DiagnosticCodes.ModelIsText, Utf8("weights: todo\n"), "is text" },
        { DiagnosticCodes.ModelTruncated, TinyModels.Add()[..60], "cut short" },
        { DiagnosticCodes.ModelTruncated, [0x08, 0x08, 0x12, 0x20, (byte)'a'], "cut short" },
        { DiagnosticCodes.ModelDamaged, new ProtoWriter().Varint(1, 8).Bytes(7, [0x0a, 0x05, 0x00]).ToArray(), "damaged" },
        { DiagnosticCodes.ModelDamaged, [.. TinyModels.Add(), 0x00], "damaged" },
        { DiagnosticCodes.NotAnOnnxModel, new ProtoWriter().Varint(1, 8).ToArray(), "no graph" },
        { DiagnosticCodes.NotAnOnnxModel, new ProtoWriter().Message(1, new ProtoWriter().Text(1, "x").Text(2, "Placeholder")).ToArray(), "TensorFlow" },
        { DiagnosticCodes.NotAnOnnxModel, [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a], "is not an ONNX model" },
        { DiagnosticCodes.ModelIsPickle, [0x80, 2, (byte)'}', (byte)'.'], "pickle" },
        { DiagnosticCodes.ModelIsZip, [.. "PK\x03\x04"u8, 0, 0], "zip" },
        { DiagnosticCodes.ModelExtensionWrong, [0x10, 0, 0, 0, .. "ORTM"u8], "'model.ort'" },
        { DiagnosticCodes.ModelExtensionWrong, [.. "GGUF"u8, 3, 0, 0, 0], "'model.gguf'" },
        { DiagnosticCodes.ModelExtensionWrong, [2, 0, 0, 0, 0, 0, 0, 0, .. "{}"u8], "'model.safetensors'" },
        { DiagnosticCodes.ModelTooDeep, Nested(40), "nests too deep" },
        { DiagnosticCodes.ExternalDataInvalid, External("w.bin", "x", null), "The tensor 'w'" },
        { DiagnosticCodes.ExternalDataInvalid, External("w.bin", "-1", null), "The tensor 'w'" },
        { DiagnosticCodes.ExternalDataInvalid, External("w.bin", "0", "99999999999999999999"), "The tensor 'w'" },
        { DiagnosticCodes.ExternalDataInvalid, External("", null, null), "The tensor 'w'" },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Files))]
    public void EveryCauseHasItsCode(string code, byte[] content, string says)
    {
        string path = _folder.Write("model.onnx", content);

        ModelPackException e = Assert.Throws<ModelPackException>(() => OnnxModelReader.Read(path));

        Assert.Equal(code, e.Problem.Code);
        Assert.Equal(path, e.Problem.File);
        Assert.Contains(says, e.Problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MissingFileIsUnreadable()
    {
        ModelPackException e = Assert.Throws<ModelPackException>(() => OnnxModelReader.Read(_folder["none.onnx"]));

        Assert.Equal(DiagnosticCodes.ModelUnreadable, e.Problem.Code);
    }

    [Fact]
    public void TextOfManyMegabytesIsRefused()
    {
        byte[] head = new ProtoWriter().Varint(1, 8).Tag(7, 2).RawVarint(100_000_005).Tag(2, 2).RawVarint(100_000_000).ToArray();
        string path = _folder.Write("model.onnx", head);
        using (FileStream file = File.OpenWrite(path))
        {
            file.SetLength(head.Length + 100_000_000);
        }

        ModelPackException e = Assert.Throws<ModelPackException>(() => OnnxModelReader.Read(path));

        Assert.Equal(DiagnosticCodes.ModelTextTooLarge, e.Problem.Code);
    }

    [Fact]
    public void NestingOfRealModelsIsFine()
    {
        string path = _folder.Write("model.onnx", Nested(30));

        OnnxModelFacts facts = OnnxModelReader.Read(path);

        Assert.Equal(30, facts.Parameters);
    }

    [Fact]
    public void EveryTruncationEndsInItsCode()
    {
        byte[] model = TinyModels.EndlessLoop();
        for (int length = 3; length < model.Length; length++)
        {
            string path = _folder.Write("model.onnx", model[..length]);

            Exception? e = Record.Exception(() => OnnxModelReader.Read(path));

            // A cut between two of the outermost fields leaves a message that is whole.
            Assert.True(e is null or ModelPackException { Problem.Code: DiagnosticCodes.ModelTruncated or DiagnosticCodes.NotAnOnnxModel }, $"{length}: {e}");
        }
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] External(string location, string? offset, string? length)
    {
        ProtoWriter tensor = new ProtoWriter().Varint(1, 1).Varint(2, OnnxTypes.Float).Text(8, "w").Message(13, OnnxProto.Entry("location", location));
        if (offset is not null)
        {
            tensor.Message(13, OnnxProto.Entry("offset", offset));
        }

        if (length is not null)
        {
            tensor.Message(13, OnnxProto.Entry("length", length));
        }

        return new OnnxBuilder(new GraphBuilder().Initializer(tensor.Varint(14, 1))).Build();
    }

    private static byte[] Nested(int levels)
    {
        GraphBuilder graph = new GraphBuilder().Initializer("w", [1], 1);
        for (int i = 1; i < levels; i++)
        {
            graph = new GraphBuilder().Initializer("w", [1], 1).Node("If", ["c"], ["y"], [OnnxProto.GraphAttribute("then_branch", graph)]);
        }

        return new OnnxBuilder(graph).Build();
    }
}
