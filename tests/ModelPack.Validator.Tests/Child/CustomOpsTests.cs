using ModelPack.Core.Diagnostics;
using ModelPack.Core.Samples;
using ModelPack.Core.Validation;
using ModelPack.Testing.Onnx;

namespace ModelPack.Validator.Tests.Child;

/// <summary>Models with operators of a library, which the property <c>ModelPackCustomOps</c> names.</summary>
public sealed class CustomOpsTests(ValidatorFixture fixture) : IDisposable
{
    private readonly TempFolder _folder = new("ops");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WithItsLibraryTheOperatorIsThere()
    {
        byte[] model = new OnnxBuilder(new GraphBuilder()
            .Node("StringLower", ["x"], ["y"], domain: "ai.onnx.contrib")
            .Input("x", OnnxTypes.String, ["n"])
            .Output("y", OnnxTypes.String, ["n"])).ImportOpset("ai.onnx.contrib", 1).Build();
        SampleSet sample = SampleReader.FromJson(_folder.Write("s.json", """{ "inputs": { "x": ["ABC", "d"] }, "outputs": { "y": ["abc", "d"] } }"""));
        ValidationRequest request = ValidatorFixture.Request(_folder.Write("model.onnx", model)) with { Samples = [sample] };

        Problem missing = fixture.Fail(request);
        ModelValidation validation = fixture.Pass(request with { CustomOps = [ValidatorFixture.CustomOps] });

        Assert.Equal(DiagnosticCodes.CustomOperatorMissing, missing.Code);
        Assert.Equal(ModelValidationOutcomes.Matches, validation.Outcome);
        Assert.Equal($"with the custom operators of {Path.GetFileName(ValidatorFixture.CustomOps)}", validation.Note);
    }

    [Fact]
    public void AnOperatorThatTheLibraryLacksIsToldWithTheLibrary()
    {
        ValidationRequest request = ValidatorFixture.Request(_folder.Write("model.onnx", MoreTinyModels.CustomOperator())) with { CustomOps = [ValidatorFixture.CustomOps] };

        Problem problem = fixture.Fail(request);

        Assert.Equal(DiagnosticCodes.CustomOperatorMissing, problem.Code);
        Assert.Contains("none of the libraries in ModelPackCustomOps brings (", problem.Message, StringComparison.Ordinal);
    }
}
