using ModelPack.Core.Validation;
using ModelPack.Testing.Onnx;

namespace ModelPack.Validator.Tests.Layout;

/// <summary>Large models in the validator.</summary>
public sealed class SplitValidationTests(ValidatorFixture fixture) : IDisposable
{
    private readonly TempFolder _folder = new("split");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("1.30.0")]
    [InlineData("1.31.1")]
    public void AModelTooLargeForProtobufIsMappedAndRun(string runtime)
    {
        string path = SparseModel.Write(_folder["model.onnx"], Table(), ("table", 5L << 30));
        ValidationRequest request = ValidatorFixture.Request(path, runtime) with { MemoryLimitBytes = 256 << 20 };

        ValidationResult result = Run(request);

        Assert.Equal(ModelValidationOutcomes.Runs, result.Validation?.Outcome);
        Assert.Null(fixture.Validate(request).Validation);
    }

    [Fact]
    public void AModelWhoseFileIsALinkIsOpenedItself()
    {
        string path = SparseModel.Write(_folder.Write("cache/blob", ""), Table(), ("table", 1 << 20));
        File.CreateSymbolicLink(_folder["model.onnx"], path);

        Assert.Equal(ModelValidationOutcomes.Runs, Run(ValidatorFixture.Request(_folder["model.onnx"])).Validation?.Outcome);
    }

    private ValidationResult Run(ValidationRequest request) =>
        SplitValidation.Run(fixture.Validator, request, _folder.Path, TestContext.Current.CancellationToken);

    private static GraphBuilder Table() => new GraphBuilder("table")
        .Node("Gather", ["table", "i"], ["y"])
        .Input("i", OnnxTypes.Int64, [1])
        .Output("y", OnnxTypes.UInt8, [1]);
}
