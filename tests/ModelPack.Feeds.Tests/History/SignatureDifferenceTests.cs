using ModelPack.Feeds.History;

namespace ModelPack.Feeds.Tests.History;

public sealed class SignatureDifferenceTests
{
    [Fact]
    public void TheWorstIsTold()
    {
        ModelManifest one = Manifest(Tensor("x", 1), Tensor("y", 2));

        Assert.Equal(new SignatureDifference(SignatureChange.None, null), SignatureDifference.Of(one, Manifest(Tensor("x", 1), Tensor("y", 2))));
        Assert.Equal(SignatureChange.Compatible, SignatureDifference.Of(one, Manifest(Tensor("x", null), Tensor("y", 2))).Change);
        Assert.Equal(new SignatureDifference(SignatureChange.Breaking, "dimension 0 of the input 'y' is 3, and was 2"), SignatureDifference.Of(one, Manifest(Tensor("x", null), Tensor("y", 3))));
    }

    [Fact]
    public void WithoutASignatureNothingIsKnown()
    {
        ModelManifest none = new() { Models = [new ModelEntry { File = "model.onnx", Primary = true }] };
        ModelManifest some = Manifest(Tensor("x", 1));

        Assert.Equal((SignatureChange.Unknown, SignatureChange.Unknown), (SignatureDifference.Of(none, some).Change, SignatureDifference.Of(some, none).Change));
    }

    private static ModelManifest Manifest(params ModelValue[] inputs) => new() { Models = [new ModelEntry { File = "model.onnx", Primary = true, Signature = new ModelSignature { Inputs = [.. inputs] } }] };

    private static ModelValue Tensor(string name, long? size) => new()
    {
        Name = name,
        Type = new ModelType { Kind = "tensor", ElementType = "float", Shape = [size is { } known ? ModelDimension.Fixed(known) : ModelDimension.Symbolic("n")] },
    };
}
