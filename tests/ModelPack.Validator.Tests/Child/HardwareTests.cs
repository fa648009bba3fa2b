using ModelPack.Core.Diagnostics;
using ModelPack.Core.Validation;
using ModelPack.Testing.Onnx;

namespace ModelPack.Validator.Tests.Child;

/// <summary>Models for hardware that a build has not.</summary>
public sealed class HardwareTests(ValidatorFixture fixture) : IDisposable
{
    private readonly TempFolder _folder = new("hardware");

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> ForOtherHardware => ["kernel", "compiled", "plain"];

    [Theory]
    [MemberData(nameof(ForOtherHardware))]
    public void ForAnotherProviderItIsNotValidatedHere(string kind)
    {
        byte[] model = kind switch { "kernel" => MoreTinyModels.NoKernel(), "compiled" => MoreTinyModels.Compiled(), _ => TinyModels.Add() };

        ModelValidation validation = fixture.Pass(Request(model) with { ExecutionProvider = "Cuda" });

        Assert.Equal(("Cuda", ModelValidationOutcomes.NotValidated), (validation.ExecutionProvider, validation.Outcome));
        Assert.Contains("not validated here: Cuda is not run by the build; the structure was checked", validation.Note, StringComparison.Ordinal);
        Assert.Equal(kind != "plain", validation.Note!.EndsWith("the processor lacks what the model needs", StringComparison.Ordinal));
    }

    [Fact]
    public void ItsStructureMustBeRightAllTheSame() =>
        Assert.Equal(DiagnosticCodes.ModelDoesNotLoad, fixture.Fail(Request(MoreTinyModels.WrongType()) with { ExecutionProvider = "DirectML" }).Code);

    [Fact]
    public void ALargeModelInHalfPrecisionIsLoadedWithoutBeingRun()
    {
        const long Bytes = (1L << 30) + (1 << 20);
        string path = _folder.Write("model.onnx", MoreTinyModels.LargeHalfPrecision("weights.bin", Bytes));
        using (FileStream weights = File.Create(_folder["weights.bin"]))
        {
            weights.SetLength(Bytes);
        }

        // So much memory that its weights could not be copied.
        ModelValidation validation = fixture.Pass(ValidatorFixture.Request(path) with { MemoryLimitBytes = 256L << 20, WeightBytes = Bytes });

        Assert.Equal(ModelValidationOutcomes.Loads, validation.Outcome);
        Assert.Contains("more than 1 GiB of float16 or bfloat16 weights", validation.Note, StringComparison.Ordinal);
    }

    private ValidationRequest Request(byte[] model) => ValidatorFixture.Request(_folder.Write("model.onnx", model));
}
