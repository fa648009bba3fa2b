using ModelPack.Core.Records;
using ModelPack.Core.Signatures;

namespace ModelPack.Core.Tests.Signatures;

public sealed class SignatureComparerTests
{
    [Theory]
    [InlineData("x:float[b,3]", "x:float[b,3]", null)]
    [InlineData("x:float[b,3]", "x:float[n,3]", null)]
    [InlineData("x:float[1,3]", "x:float[b,3]", false)]
    [InlineData("x:float[b,3]", "x:float[1,3]", true)]
    [InlineData("x:float[b,3]", "x:float[b,4]", true)]
    [InlineData("x:float[b,3]", "x:float[b]", true)]
    [InlineData("x:float[b,3]", "x:float", false)]
    [InlineData("x:float", "x:float[b,3]", true)]
    [InlineData("x:float[b]", "x:int64[b]", true)]
    [InlineData("x:float[b]", "y:float[b]", true)]
    [InlineData("x:float[b]", "x:float[b];y:float[b]", true)]
    [InlineData("x:float[b];y:float[b]", "x:float[b]", true)]
    public void InputsMayAllowMore(string before, string after, bool? breaks) => Assert.Equal(breaks, Of(before, "o:float[b]", after, "o:float[b]"));

    [Theory]
    [InlineData("x:float[b,3]", "x:float[n,3]", null)]
    [InlineData("x:float[b,3]", "x:float[1,3]", false)]
    [InlineData("x:float[1,3]", "x:float[b,3]", true)]
    [InlineData("x:float", "x:float[b,3]", false)]
    [InlineData("x:float[b,3]", "x:float", true)]
    [InlineData("x:float[b]", "x:float[b];y:float[b]", false)]
    [InlineData("x:float[b];y:float[b]", "x:float[b]", true)]
    [InlineData("x:float[b]", "x:string[b]", true)]
    public void OutputsMayGiveMore(string before, string after, bool? breaks) => Assert.Equal(breaks, Of("i:float[b]", before, "i:float[b]", after));

    [Fact]
    public void ModelsAreComparedByPlace()
    {
        ModelManifest one = Manifest(("a.onnx", true), ("b.onnx", false));

        Assert.Null(Breaks(one, Manifest(("c.onnx", true), ("b.onnx", false))));
        Assert.True(Breaks(one, Manifest(("a.onnx", true))));
        Assert.False(Breaks(one, Manifest(("a.onnx", true), ("b.onnx", false), ("d.onnx", false))));
        Assert.True(Breaks(one, Manifest()));
        Assert.Null(Breaks(Manifest(), one));
    }

    [Fact]
    public void EachDifferenceIsNamed() =>
        Assert.Equal(
            ["the input 'x' is a tensor of int64, and was a tensor of float", "the input 'y' is gone", "dimension 1 of the output 'o' is 4, and was 3"],
            SignatureComparer.Compare(Manifest(Signature("x:float[b];y:float[b]", "o:float[b,3]")), Manifest(Signature("x:int64[b]", "o:float[n,4]"))).Select(deviation => deviation.Text));

    [Theory]
    [InlineData("x:float[b,3]", "x:float[n,3]", true, "inputs and outputs are the same")]
    [InlineData("x:float[1,3]", "x:float[b,3]", true, "dimension 0 of the input 'x' is b, and was 1: code goes on working")]
    [InlineData("x:float[b,3]", "x:float[b,4]", false, "dimension 1 of the input 'x' is 4, and was 3")]
    public void AServiceIsToldTheSame(string before, string after, bool fits, string detail) =>
        Assert.Equal(new CompatibilityResult("signature", fits, detail), ServiceCompatibility.Compare(Manifest(Signature(before, "o:float[b]")), Manifest(Signature(after, "o:float[b]")))[0]);

    [Fact]
    public void AServiceFindsItsPrimaryModelUnderAnotherName() =>
        Assert.True(ServiceCompatibility.Compare(Manifest(("a.onnx", true), ("b.onnx", false)), Manifest(("c.onnx", true), ("a.onnx", false), ("b.onnx", false)))[0].IsSame);

    private static bool? Of(string inputs, string outputs, string newInputs, string newOutputs) => Breaks(Manifest(Signature(inputs, outputs)), Manifest(Signature(newInputs, newOutputs)));

    private static bool? Breaks(ModelManifest before, ModelManifest after) => SignatureComparer.Compare(before, after) is { Count: > 0 } deviations ? deviations.Any(deviation => deviation.IsBreaking) : null;

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
