using ModelPack.Core.Diagnostics;
using ModelPack.Core.Onnx;
using ModelPack.Core.Samples;
using ModelPack.Core.Validation;
using ModelPack.Testing.Onnx;

namespace ModelPack.Validator.Tests.Child;

/// <summary>Models made by code, through the real child.</summary>
public sealed class RunTests(ValidatorFixture fixture) : IDisposable
{
    private readonly TempFolder _folder = new("run");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("1.30.0")]
    [InlineData("1.31.1")]
    public void AModelRunsOnASynthesizedInput(string version)
    {
        ModelValidation validation = fixture.Pass(ValidatorFixture.Request(_folder.Write("model.onnx", TinyModels.Add(symbolicBatch: true)), version));

        Assert.Equal(version, validation.Runtime);
        Assert.Equal("Cpu", validation.ExecutionProvider);
        Assert.Equal(ModelValidationOutcomes.Runs, validation.Outcome);
        Assert.Equal("synthesized", validation.Input);
        Assert.Null(validation.Samples);
        Assert.Null(validation.LargestError);
        Assert.Null(validation.Note);
    }

    [Fact]
    public void TheTypesThatTheRuntimeInferredAreReported()
    {
        ValidationResult result = fixture.Validate(_folder.Write("model.onnx", TinyModels.Add(symbolicBatch: true)));

        ModelType type = result.InferredTypes["y"];
        Assert.Equal("tensor", type.Kind);
        Assert.Equal("float", type.ElementType);
        Assert.Equal("batch,2", string.Join(',', type.Shape!));
    }

    /// <summary>The runtime numbers the last three otherwise than ONNX does.</summary>
    [Theory]
    [InlineData(OnnxElementType.Float4E2M1, "float4e2m1")]
    [InlineData(OnnxElementType.Float8E8M0, "float8e8m0")]
    [InlineData(OnnxElementType.UInt2, "uint2")]
    [InlineData(OnnxElementType.Int2, "int2")]
    public void TheNewestElementTypesAreNotTakenForOneAnother(OnnxElementType type, string name)
    {
        // No node takes it: few operators have kernels for these types.
        byte[] model = new OnnxBuilder(new GraphBuilder()
            .Node("Identity", ["a"], ["y"])
            .Input("a", OnnxTypes.Float, [2])
            .Input("x", (int)type, [2])
            .Output("y", OnnxTypes.Float, [2])) { IrVersion = 13, Opset = 25 }.Build();

        ValidationResult result = fixture.Validate(_folder.Write("model.onnx", model));

        Assert.True(result.InferredTypes.TryGetValue("x", out ModelType? inferred), string.Join(' ', result.Problems.Select(problem => problem.Message)));
        Assert.Equal(name, inferred.ElementType);
    }

    [Fact]
    public void AnUnknownRankIsNotReportedAsAScalar()
    {
        byte[] model = new OnnxBuilder(new GraphBuilder().Node("Identity", ["x"], ["y"]).Input("x", OnnxTypes.Float, null).Output("y", OnnxTypes.Float, null)).Build();

        ValidationResult result = fixture.Validate(_folder.Write("model.onnx", model));

        Assert.Null(result.InferredTypes["x"].Shape);
    }

    [Fact]
    public void ADataDependentModelLoadsWithANote()
    {
        ModelValidation validation = fixture.Pass(Request(MoreTinyModels.DataDependent()));

        Assert.Equal(ModelValidationOutcomes.Loads, validation.Outcome);
        Assert.Contains("synthesized input was answered with an error", validation.Note, StringComparison.Ordinal);
        Assert.DoesNotContain("/onnxruntime_src", validation.Note, StringComparison.Ordinal);
        Assert.Null(validation.Input);
    }

    [Fact]
    public void AHugeInputIsNotSynthesized()
    {
        ModelValidation validation = fixture.Pass(Request(MoreTinyModels.HugeInput()));

        Assert.Equal(ModelValidationOutcomes.Loads, validation.Outcome);
        Assert.Contains("more than 2^26 elements", validation.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void ExternalDataIsFoundBesideTheModel()
    {
        string model = TinyModels.MatMul().WriteTo(_folder);
        string sample = _folder.Write("s.json", """{ "inputs": { "x": [[1, 2, 3, 4]] }, "outputs": { "y": [[11, 11]] } }""");

        ModelValidation validation = fixture.Pass(ValidatorFixture.Request(model) with { Samples = [SampleReader.FromJson(sample)] });

        Assert.Equal(ModelValidationOutcomes.Matches, validation.Outcome);
        Assert.Equal("sample", validation.Input);
        Assert.Equal(1, validation.Samples);
        Assert.Equal(0, validation.LargestError);
    }

    [Fact]
    public void TheLargestErrorOverAllSamplesIsRecorded()
    {
        SampleSet first = Json("a.json", """{ "inputs": { "x": [[1, 2]] }, "outputs": { "y": [[2.001, 3]] } }""");
        SampleSet second = Json("b.json", """{ "inputs": { "x": [[3, 4]] }, "outputs": { "y": [[4, 5.0002]] } }""");

        ModelValidation validation = fixture.Pass(Request(TinyModels.Add()) with { Samples = [first, second] });

        Assert.Equal(2, validation.Samples);
        Assert.Equal(0.001, validation.LargestError);
    }

    [Fact]
    public void AWrongGoldenValueIsToldWithItsPlaceAndDistance()
    {
        SampleSet sample = Json("s.json", """{ "inputs": { "x": [[1, 2]] }, "outputs": { "y": [[2, 3.5]] } }""");

        Problem problem = fixture.Fail(Request(TinyModels.Add()) with { Samples = [sample] });

        Assert.Equal(DiagnosticCodes.OutputValueDiffers, problem.Code);
        Assert.Equal(sample.JsonPath, problem.File);
        Assert.Contains("'s.json': output 'y' is not the golden one at [0,1]: got 3, expected 3.5 (0.5 apart, 0.0035 allowed; 1 of 2 elements differ)", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ASamplesOwnToleranceCounts()
    {
        SampleSet sample = Json("s.json", """{ "inputs": { "x": [[1, 2]] }, "outputs": { "y": [[2, 3.5]] }, "tolerance": { "atol": 1 } }""");

        Assert.Equal(0.5, fixture.Pass(Request(TinyModels.Add()) with { Samples = [sample] }).LargestError);
    }

    [Fact]
    public void TheRequestsToleranceCountsWhereTheSampleHasNone()
    {
        SampleSet sample = Json("s.json", """{ "inputs": { "x": [[1, 2]] }, "outputs": { "y": [[2, 3.0001]] } }""");

        Assert.Equal(DiagnosticCodes.OutputValueDiffers, fixture.Fail(Request(TinyModels.Add()) with { Samples = [sample], Rtol = 0, Atol = 1e-6 }).Code);
    }

    [Fact]
    public void AGoldenShapeThatDiffersIsToldFromValues()
    {
        SampleSet sample = Json("s.json", """{ "inputs": { "x": [[1, 2]] }, "outputs": { "y": [2, 3] } }""");

        Problem problem = fixture.Fail(Request(TinyModels.Add()) with { Samples = [sample] });

        Assert.Equal(DiagnosticCodes.OutputShapeDiffers, problem.Code);
        Assert.Contains("has the shape [1,2], expected [2]", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "inputs": { "x": [[1, 2], [3]] }, "outputs": { "y": [[2, 3]] } }""", DiagnosticCodes.SampleUnreadable)]
    [InlineData("""{ "inputs": { "x": [[1, 2, 3]] }, "outputs": { "y": [[2, 3]] } }""", DiagnosticCodes.SampleContradictsSignature)]
    public void WhatIsWrongWithASampleIsReportedOnIt(string text, string code)
    {
        SampleSet sample = Json("s.json", text);

        Problem problem = fixture.Fail(Request(TinyModels.Add()) with { Samples = [sample] });

        Assert.Equal(code, problem.Code);
        Assert.Equal(sample.JsonPath, problem.File);
    }

    [Fact]
    public void ATestVectorThatDiffersIsReportedOnItsOutput()
    {
        string[] files =
        [
            _folder.Write("test_data_set_0/input_0.pb", OnnxProto.Tensor("", [1, 2], 1, 2).ToArray()),
            _folder.Write("test_data_set_0/output_0.pb", OnnxProto.Tensor("", [1, 2], 2, 4).ToArray()),
        ];

        Problem problem = fixture.Fail(Request(TinyModels.Add()) with { Samples = [SampleReader.FromOnnxFolder(_folder["test_data_set_0"], files)] });

        Assert.Equal(DiagnosticCodes.OutputValueDiffers, problem.Code);
        Assert.Equal(files[1], problem.File);
        Assert.Contains("'test_data_set_0'", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void StringsPassThroughUnchanged()
    {
        SampleSet sample = Json("s.json", """{ "inputs": { "x": ["", "grün", "a\u0000b"] }, "outputs": { "y": ["", "grün", "a\u0000b"] } }""");

        Assert.Equal(ModelValidationOutcomes.Matches, fixture.Pass(Request(TinyModels.StringIdentity()) with { Samples = [sample] }).Outcome);
    }

    [Theory]
    [InlineData(false, """[{ "7": 0.25, "-3": 0.75 }, { "-3": 1, "7": 0 }]""")]
    [InlineData(true, """[{ "cat": 0.25, "dog": 0.75 }, { "cat": 0, "dog": 1 }]""")]
    public void MapsOfProbabilitiesAreCompared(bool strings, string golden)
    {
        SampleSet sample = Json("s.json", $$"""{ "inputs": { "x": [[0.25, 0.75], [0, 1]] }, "outputs": { "y": {{golden}} } }""");

        Assert.Equal(ModelValidationOutcomes.Matches, fixture.Pass(Request(MoreTinyModels.ZipMap(strings)) with { Samples = [sample] }).Outcome);
    }

    [Fact]
    public void AMapThatDiffersNamesItemAndKey()
    {
        SampleSet sample = Json("s.json", """{ "inputs": { "x": [[0.25, 0.75]] }, "outputs": { "y": [{ "cat": 0.25, "dog": 0.5 }] } }""");

        Problem problem = fixture.Fail(Request(MoreTinyModels.ZipMap(strings: true)) with { Samples = [sample] });

        Assert.Equal(DiagnosticCodes.OutputValueDiffers, problem.Code);
        Assert.Contains("at [0]['dog'][]: got 0.75, expected 0.5", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void PathsWithSpacesAndOtherLettersWork()
    {
        string path = _folder.Write("Modèle ß 模型/my model.onnx", TinyModels.Add());

        Assert.Equal(ModelValidationOutcomes.Runs, fixture.Pass(ValidatorFixture.Request(path)).Outcome);
    }

    [Fact]
    public void WhatTheFormatIsDoesNotDependOnTheName()
    {
        string path = _folder.Write("model.ort", TinyModels.Add());

        Assert.Equal(ModelValidationOutcomes.Runs, fixture.Pass(ValidatorFixture.Request(path) with { Format = Core.Onnx.ModelFormat.Onnx }).Outcome);
    }

    [Fact]
    public void AnotherExecutionProviderIsNotValidatedHere()
    {
        ModelValidation validation = fixture.Pass(Request(TinyModels.Add()) with { ExecutionProvider = "Cuda" });

        Assert.Equal(ModelValidationOutcomes.NotValidated, validation.Outcome);
        Assert.Contains("Cuda", validation.Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CancellationEndsTheChild()
    {
        using ModelValidator validator = new(ValidatorFixture.Options);
        using CancellationTokenSource cancellation = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        ValidationRequest endless = Request(TinyModels.EndlessLoop());
        validator.Validate(Request(TinyModels.Add(), "first.onnx"), TestContext.Current.CancellationToken);

        Task<ValidationResult> running = Task.Run(() => validator.Validate(endless, cancellation.Token), TestContext.Current.CancellationToken);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Equal(ModelValidationOutcomes.Runs, validator.Validate(Request(TinyModels.Add(), "next.onnx"), TestContext.Current.CancellationToken).Validation?.Outcome);
    }

    private SampleSet Json(string name, string text) => SampleReader.FromJson(_folder.Write(name, text));

    private ValidationRequest Request(byte[] model, string name = "model.onnx") => ValidatorFixture.Request(_folder.Write(name, model));
}
