using ModelPack.Core.Layout.Onnx;
using ModelPack.Core.Onnx;
using ModelPack.Testing.Onnx;

namespace ModelPack.Core.Tests.Layout.Onnx;

/// <summary>A graph for the validator says where the author's own bytes are.</summary>
public sealed class ValidationGraphTests : IDisposable
{
    private readonly TempFolder _folder = new("graph");

    public ValidationGraphTests() => Directory.CreateDirectory(_folder["state"]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void LocationsAreTheAuthorsFiles()
    {
        _folder.Write("m/data/the weights.bin", new byte[100]);
        OnnxTensorMap map = OnnxTensorMap.Read(_folder.Write("m/größer.onnx", new OnnxBuilder(new GraphBuilder()
            .Initializer(OnnxProto.Tensor("inline", OnnxTypes.UInt8, [5000], new byte[5000]))
            .Initializer(OnnxProto.ExternalTensor("external", OnnxTypes.Float, [2], "./data//the weights.bin", 16))).Build()));

        string? path = ValidationGraph.WriteTo(map, _folder["state"]);

        Assert.Equal(_folder["state/größer.onnx"], path);
        Assert.Equal(
            [new("inline", "größer.onnx", map.Tensors[0].Data.Offset, 5000, 5000), new ExternalDataReference("external", "data/the weights.bin", 16, 8, 8)],
            OnnxModelReader.Read(path!).ExternalData);
    }

    [Fact]
    public void NothingIsWrittenWhereNothingMoves() => Assert.Null(ValidationGraph.WriteTo(OnnxTensorMap.Read(_folder.Write("model.onnx", TinyModels.Add())), _folder["state"]));

    // Model hubs keep files elsewhere, and the runtime refuses external data whose true place is there.
    [Theory]
    [InlineData("blobs/model", "snapshot/model.onnx", false)]
    [InlineData("snapshot/blobs/model", "snapshot/model.onnx", true)]
    public void LinksMustNotLeadOutOfTheFolder(string file, string link, bool written)
    {
        Large(file);
        Directory.CreateDirectory(_folder["snapshot"]);
        File.CreateSymbolicLink(_folder[link], _folder[file]);

        Assert.Equal(written, ValidationGraph.WriteTo(OnnxTensorMap.Read(_folder[link]), _folder["state"]) is not null);
    }

    private OnnxTensorMap Large(string path) =>
        OnnxTensorMap.Read(_folder.Write(path, new OnnxBuilder(new GraphBuilder().Initializer(OnnxProto.Tensor("w", OnnxTypes.UInt8, [5000], new byte[5000]))).Build()));
}
