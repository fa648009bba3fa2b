using System.Text;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Onnx;
using ModelPack.Testing.Onnx;

namespace ModelPack.Core.Tests.Onnx;

public sealed class ModelFormatDetectorTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public static TheoryData<ModelFormat, byte[]> Files => new()
    {
        { ModelFormat.Empty, [] },
        { ModelFormat.Onnx, TinyModels.Add() },
        { ModelFormat.Onnx, TinyModels.EndlessLoop() },
        { ModelFormat.Onnx, new ProtoWriter().Message(7, new GraphBuilder().Node("Add", ["x", "x"], ["y"]).Build()).ToArray() },
        { ModelFormat.Ort, [0x10, 0, 0, 0, .. "ORTM"u8, 0, 0, 0, 0] },
        { ModelFormat.Safetensors, [2, 0, 0, 0, 0, 0, 0, 0, .. "{}"u8] },
        { ModelFormat.Gguf, [.. "GGUF"u8, 3, 0, 0, 0] },
        { ModelFormat.GitLfsPointer, Encoding.UTF8.GetBytes("version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12\n") },
        { ModelFormat.Html, Encoding.UTF8.GetBytes("\ufeff \r\n<!DOCTYPE html><html></html>") },
        { ModelFormat.Html, Encoding.UTF8.GetBytes("<?xml version=\"1.0\"?><html></html>") },
        { ModelFormat.Text, Encoding.UTF8.GetBytes("naïve text\n") },
        { ModelFormat.Text, [0xff, 0xfe, (byte)'a', 0] },
        { ModelFormat.Pickle, [0x80, 4, 0x95, 0] },
        { ModelFormat.Pickle, Encoding.UTF8.GetBytes("(lp0\nI1\na.") },
        { ModelFormat.Zip, [.. "PK\x03\x04"u8, 0, 0] },
        { ModelFormat.Unknown, [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a] },
        { ModelFormat.Unknown, new ProtoWriter().Varint(1, 8).Text(2, "no graph").ToArray() },
        { ModelFormat.Unknown, new ProtoWriter().Message(1, new ProtoWriter().Text(1, "x").Text(2, "Placeholder")).ToArray() },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Files))]
    public void FormatIsToldByContent(ModelFormat format, byte[] content)
    {
        string path = _folder.Write("a.bin", content);

        ModelFormat detected = ModelFormatDetector.Detect(path);

        Assert.Equal(format, detected);
    }

    [Fact]
    public void TextIsTextWhereverTheHeadCutsACharacter()
    {
        string path = _folder.Write("a.txt", new string('a', 4095) + "é and so on");

        ModelFormat detected = ModelFormatDetector.Detect(path);

        Assert.Equal(ModelFormat.Text, detected);
    }

    [Fact]
    public void TruncatedModelIsStillAModel()
    {
        byte[] model = TinyModels.Add();
        string path = _folder.Write("a.onnx", model[..(model.Length / 2)]);

        ModelFormat detected = ModelFormatDetector.Detect(path);

        Assert.Equal(ModelFormat.Onnx, detected);
    }

    [Fact]
    public void MissingFileAndFolderAreUnreadable()
    {
        ModelPackException missing = Assert.Throws<ModelPackException>(() => ModelFormatDetector.Detect(_folder["none"]));
        ModelPackException folder = Assert.Throws<ModelPackException>(() => ModelFormatDetector.Detect(_folder.Path));

        Assert.Equal(DiagnosticCodes.ModelUnreadable, missing.Problem.Code);
        Assert.Equal(DiagnosticCodes.ModelUnreadable, folder.Problem.Code);
    }

    [Theory]
    [InlineData("realistic/mnist.onnx", ModelFormat.Onnx)]
    [InlineData("malformed/git-lfs-pointer.onnx", ModelFormat.GitLfsPointer)]
    [InlineData("malformed/text-renamed.onnx", ModelFormat.Text)]
    [InlineData("malformed/zip-renamed.onnx", ModelFormat.Zip)]
    [InlineData("malformed/ort-renamed.onnx", ModelFormat.Ort)]
    [InlineData("malformed/empty.onnx", ModelFormat.Empty)]
    [InlineData("malformed/no-graph.onnx", ModelFormat.Unknown)]
    [InlineData("other-formats/sklearn-LinearRegression.pkl", ModelFormat.Pickle)]
    [InlineData("other-formats/torch-module_load.pth", ModelFormat.Zip)]
    [InlineData("other-formats/mlnet-ConcatTransform.zip", ModelFormat.Zip)]
    [InlineData("other-formats/tensorflow-frozen_saved_model.pb", ModelFormat.Unknown)]
    [InlineData("packages/tiny_t5/model.safetensors", ModelFormat.Safetensors)]
    [InlineData("packages/tiny_t5/spiece.model", ModelFormat.Unknown)]
    [InlineData("gguf/ggml-vocab-llama-spm.gguf", ModelFormat.Gguf)]
    [InlineData("csharp-testdata/test_types_FLOAT.pb", ModelFormat.Onnx)]
    public void ThirdPartyFilesAreRecognized(string file, ModelFormat format)
    {
        string path = TestData.Get(file);

        ModelFormat detected = ModelFormatDetector.Detect(path);

        Assert.Equal(format, detected);
    }
}
