using ModelPack.Feeds.History;

namespace ModelPack.Feeds.Tests.History;

public sealed class SignatureDifferenceTests
{
    [Theory]
    [InlineData("x:float[b,3]", "x:float[b,3]", SignatureChange.None)]
    [InlineData("x:float[b,3]", "x:float[n,3]", SignatureChange.None)]
    [InlineData("x:float[1,3]", "x:float[b,3]", SignatureChange.Compatible)]
    [InlineData("x:float[b,3]", "x:float[1,3]", SignatureChange.Breaking)]
    [InlineData("x:float[b,3]", "x:float[b,4]", SignatureChange.Breaking)]
    [InlineData("x:float[b,3]", "x:float[b]", SignatureChange.Breaking)]
    [InlineData("x:float[b,3]", "x:float", SignatureChange.Compatible)]
    [InlineData("x:float", "x:float[b,3]", SignatureChange.Breaking)]
    [InlineData("x:float[b]", "x:int64[b]", SignatureChange.Breaking)]
    [InlineData("x:float[b]", "y:float[b]", SignatureChange.Breaking)]
    [InlineData("x:float[b]", "x:float[b];y:float[b]", SignatureChange.Breaking)]
    [InlineData("x:float[b];y:float[b]", "x:float[b]", SignatureChange.Breaking)]
    public void InputsMayAllowMore(string before, string after, SignatureChange change) => Assert.Equal(change, Of(before, "o:float[b]", after, "o:float[b]"));

    [Theory]
    [InlineData("x:float[b,3]", "x:float[n,3]", SignatureChange.None)]
    [InlineData("x:float[b,3]", "x:float[1,3]", SignatureChange.Compatible)]
    [InlineData("x:float[1,3]", "x:float[b,3]", SignatureChange.Breaking)]
    [InlineData("x:float", "x:float[b,3]", SignatureChange.Compatible)]
    [InlineData("x:float[b,3]", "x:float", SignatureChange.Breaking)]
    [InlineData("x:float[b]", "x:float[b];y:float[b]", SignatureChange.Compatible)]
    [InlineData("x:float[b];y:float[b]", "x:float[b]", SignatureChange.Breaking)]
    [InlineData("x:float[b]", "x:string[b]", SignatureChange.Breaking)]
    public void OutputsMayGiveMore(string before, string after, SignatureChange change) => Assert.Equal(change, Of("i:float[b]", before, "i:float[b]", after));

    [Fact]
    public void ModelsAreComparedByPlace()
    {
        ModelManifest one = Manifest(("a.onnx", true), ("b.onnx", false));

        Assert.Equal(SignatureChange.None, SignatureDifference.Of(one, Manifest(("c.onnx", true), ("b.onnx", false))).Change);
        Assert.Equal(SignatureChange.Breaking, SignatureDifference.Of(one, Manifest(("a.onnx", true))).Change);
        Assert.Equal(SignatureChange.Compatible, SignatureDifference.Of(one, Manifest(("a.onnx", true), ("b.onnx", false), ("d.onnx", false))).Change);
        Assert.Equal(SignatureChange.Unknown, SignatureDifference.Of(one, Manifest()).Change);
    }

    private static SignatureChange Of(string inputs, string outputs, string newInputs, string newOutputs) =>
        SignatureDifference.Of(Manifest(Signature(inputs, outputs)), Manifest(Signature(newInputs, newOutputs))).Change;

    private static ModelManifest Manifest(ModelSignature signature) => new() { Models = [new ModelEntry { File = "model.onnx", Primary = true, Signature = signature }] };

    private static ModelManifest Manifest(params (string File, bool Primary)[] models) => new()
    {
        Models = [.. models.Select(model => new ModelEntry { File = model.File, Primary = model.Primary, Signature = Signature("x:float[b]", "y:float[b]") })],
    };

    private static ModelSignature Signature(string inputs, string outputs) => new() { Inputs = [.. inputs.Split(';').Select(Value)], Outputs = [.. outputs.Split(';').Select(Value)] };

    private static ModelValue Value(string text)
    {
        string[] parts = text.Split(':', '[', ']');
        return new ModelValue
        {
            Name = parts[0],
            Type = new ModelType
            {
                Kind = "tensor",
                ElementType = parts[1],
                Shape = parts.Length == 2 ? null : [.. parts[2].Split(',').Select(size => long.TryParse(size, out long fixedSize) ? ModelDimension.Fixed(fixedSize) : ModelDimension.Symbolic(size))],
            },
        };
    }
}
