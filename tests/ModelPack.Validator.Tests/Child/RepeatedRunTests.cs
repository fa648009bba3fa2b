using ModelPack.Core.Diagnostics;
using ModelPack.Core.Samples;

namespace ModelPack.Validator.Tests.Child;

/// <summary>Every input is run twice: a model that differs from itself is compared accordingly.</summary>
public sealed class RepeatedRunTests(ValidatorFixture fixture) : IDisposable
{
    private readonly TempFolder _folder = new("repeated");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ANondeterministicOutputIsComparedByTypeAndShapeOnly()
    {
        ModelValidation validation = fixture.Pass(Request("""{ "inputs": { "x": [1, 2] }, "outputs": { "y": [5, 5], "z": [1, 2] } }"""));

        Assert.Equal(ModelValidationOutcomes.Matches, validation.Outcome);
        Assert.Contains("nondeterministic: 'y'", validation.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void ItsShapeMustBeRight() =>
        Assert.Equal(DiagnosticCodes.OutputShapeDiffers, fixture.Fail(Request("""{ "inputs": { "x": [1, 2] }, "outputs": { "y": [5, 5, 5] } }""")).Code);

    [Fact]
    public void TheOutputsBesideItAreComparedByValue() =>
        Assert.Equal(DiagnosticCodes.OutputValueDiffers, fixture.Fail(Request("""{ "inputs": { "x": [1, 2] }, "outputs": { "y": [5, 5], "z": [1, 3] } }""")).Code);

    [Fact]
    public void WhereNothingElseIsComparedTheModelJustRuns()
    {
        ModelValidation validation = fixture.Pass(Request("""{ "inputs": { "x": [1, 2] }, "outputs": { "y": [5, 5] } }"""));

        Assert.Equal(ModelValidationOutcomes.Runs, validation.Outcome);
        Assert.Equal("sample", validation.Input);
        Assert.Null(validation.Samples);
    }

    [Fact]
    public void ASynthesizedInputShowsItToo()
    {
        ModelValidation validation = fixture.Pass(ValidatorFixture.Request(_folder.Write("model.onnx", MoreTinyModels.Random())));

        Assert.Equal("synthesized", validation.Input);
        Assert.Contains("nondeterministic: 'y'", validation.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void ASampleWithoutOutputsIsRunAndTheManifestSaysThatNothingWasCompared()
    {
        ModelValidation validation = fixture.Pass(ValidatorFixture.Request(_folder.Write("model.onnx", MoreTinyModels.Gather())) with
        {
            Samples = [SampleReader.FromJson(_folder.Write("s.json", """{ "inputs": { "i": [1] } }"""))],
        });

        Assert.Equal(ModelValidationOutcomes.Runs, validation.Outcome);
        Assert.Equal("sample", validation.Input);
        Assert.Equal("nothing was compared for 's.json': no outputs are recorded there", validation.Note);
    }

    private Core.Validation.ValidationRequest Request(string sample) => ValidatorFixture.Request(_folder.Write("model.onnx", MoreTinyModels.Random())) with
    {
        Samples = [SampleReader.FromJson(_folder.Write("s.json", sample))],
    };
}
