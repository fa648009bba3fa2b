using ModelPack.Core.Diagnostics;
using ModelPack.Core.Samples;
using ModelPack.Core.Validation;
using ModelPack.Testing.Onnx;

namespace ModelPack.Validator.Tests.Child;

/// <summary>Each way in which a model fails has a code of its own.</summary>
public sealed class CauseTests(ValidatorFixture fixture) : IDisposable
{
    private readonly TempFolder _folder = new("cause");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ATypeErrorIsAModelThatDoesNotLoad()
    {
        Problem problem = fixture.Fail(Request(MoreTinyModels.WrongType()));

        Assert.Equal(DiagnosticCodes.ModelDoesNotLoad, problem.Code);
        Assert.Equal(_folder["model.onnx"], problem.File);
        Assert.Contains("'model.onnx'", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(_folder.Path, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnUnknownOperatorIsNamed()
    {
        Problem problem = fixture.Fail(Request(MoreTinyModels.UnknownOperator()));

        Assert.Equal(DiagnosticCodes.OperatorUnknown, problem.Code);
        Assert.Contains("'FluxCapacitor'", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ACustomOperatorWithoutItsLibraryIsNamedWithItsDomain()
    {
        Problem problem = fixture.Fail(Request(MoreTinyModels.CustomOperator()));

        Assert.Equal(DiagnosticCodes.CustomOperatorMissing, problem.Code);
        Assert.Contains("'test:Foo'", problem.Message, StringComparison.Ordinal);
        Assert.Contains("ModelPackCustomOps", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnOpsetOfTheFutureIsToldFromDamage()
    {
        Problem problem = fixture.Fail(Request(MoreTinyModels.FutureOpset()));

        Assert.Equal(DiagnosticCodes.OpsetTooNew, problem.Code);
        Assert.Contains("Its opset 999 is newer than any ONNX Runtime known here (1.30.0 reads 26)", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnOperatorWithoutKernelIsToldFromAnUnknownOne()
    {
        Problem problem = fixture.Fail(Request(MoreTinyModels.NoKernel()));

        Assert.Equal(DiagnosticCodes.NoKernel, problem.Code);
        Assert.Contains("MatMul", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AMissingLocaleIsNoFaultOfTheModel() =>
        Assert.Equal(DiagnosticCodes.LocaleMissing, fixture.Fail(Request(MoreTinyModels.MissingLocale())).Code);

    [Fact]
    public void ACrashIsNamedAndTheNextModelIsValidated()
    {
        Problem crash = fixture.Fail(Request(MoreTinyModels.Crash()));
        ModelValidation next = fixture.Pass(Request(TinyModels.Add(), "next.onnx"));

        Assert.Equal(DiagnosticCodes.ModelCrashes, crash.Code);
        Assert.Contains("SIGFPE", crash.Message, StringComparison.Ordinal);
        Assert.Contains("loading", crash.Message, StringComparison.Ordinal);
        Assert.Equal(ModelValidationOutcomes.Runs, next.Outcome);
    }

    [Fact]
    public void ALoadThatNeverEndsMeetsItsTimeLimit()
    {
        // Without facts nothing is counted before the load.
        ValidationRequest request = Request(MoreTinyModels.EndlessLoad()) with { Timeout = TimeSpan.FromSeconds(1), Facts = null };

        Assert.Equal(DiagnosticCodes.LoadTimeout, fixture.Fail(request).Code);
    }

    [Fact]
    public void FunctionsThatExpandWithoutMeasureAreNotEvenLoaded()
    {
        Problem problem = fixture.Fail(Request(MoreTinyModels.EndlessLoad()));

        Assert.Equal(DiagnosticCodes.FunctionsExpandTooFar, problem.Code);
        Assert.Contains("3,221,225,471 nodes", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFunctionThatCallsItselfIsNamed()
    {
        Problem problem = fixture.Fail(Request(MoreTinyModels.RecursiveFunction()));

        Assert.Equal(DiagnosticCodes.FunctionRecursive, problem.Code);
        Assert.Contains("'test:f'", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AModelThatWasCompiledForOtherHardwareIsToldFromAMissingKernel()
    {
        Problem problem = fixture.Fail(Request(MoreTinyModels.Compiled()));

        Assert.Equal(DiagnosticCodes.CompiledForOtherHardware, problem.Code);
        Assert.Contains("ModelPackExecutionProviders", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatAModelSaysOfItselfIsInTheErrorOfALoad() =>
        Assert.Contains("It says of itself: modelpack-tests 1, IR 8, ai.onnx 17, 1 input, 1 output.", fixture.Fail(Request(MoreTinyModels.WrongType())).Message, StringComparison.Ordinal);

    [Fact]
    public void ALibraryOfOperatorsThatIsNoneIsAnErrorOnIt()
    {
        string library = _folder.Write("ops.so", "text");

        Problem problem = fixture.Fail(Request(TinyModels.Add()) with { CustomOps = [library] });

        Assert.Equal(DiagnosticCodes.CustomOpsUnusable, problem.Code);
        Assert.Equal(library, problem.File);
    }

    [Fact]
    public void ARunThatNeverEndsMeetsItsTimeLimit()
    {
        ValidationRequest request = Request(TinyModels.EndlessLoop()) with { Timeout = TimeSpan.FromSeconds(1) };

        Problem problem = fixture.Fail(request);

        Assert.Equal(DiagnosticCodes.RunTimeout, problem.Code);
        Assert.Contains("a synthesized input", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AHogMeetsTheMemoryLimitAndTheNextModelIsValidated()
    {
        Problem hog = fixture.Fail(Request(MoreTinyModels.Hog()) with { MemoryLimitBytes = 512L << 20 });
        ModelValidation next = fixture.Pass(Request(TinyModels.Add(), "next.onnx"));

        Assert.Equal(DiagnosticCodes.MemoryLimitExceeded, hog.Code);
        Assert.Contains("512 MiB", hog.Message, StringComparison.Ordinal);
        Assert.Equal(ModelValidationOutcomes.Runs, next.Outcome);
    }

    [Fact]
    public void AGoldenRunThatTheRuntimeRefusesIsAnError()
    {
        string sample = _folder.Write("s.json", """{ "inputs": { "i": [5] }, "outputs": { "y": [10] } }""");

        Problem problem = fixture.Fail(Request(MoreTinyModels.Gather()) with { Samples = [SampleReader.FromJson(sample)] });

        Assert.Equal(DiagnosticCodes.GoldenRunFailed, problem.Code);
        Assert.Contains("'s.json'", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ALibraryThatDoesNotExistIsAnError() =>
        Assert.Equal(DiagnosticCodes.RuntimeLibraryUnusable, fixture.Fail(Request(TinyModels.Add()) with { NativeLibrary = _folder["nothing.so"] }).Code);

    [Fact]
    public void AFileThatIsNoLibraryIsAnError()
    {
        string library = _folder.Write("text.so", "text");

        Assert.Equal(DiagnosticCodes.RuntimeLibraryUnusable, fixture.Fail(Request(TinyModels.Add()) with { NativeLibrary = library }).Code);
    }

    [Theory]
    [InlineData("no-such-host", null)]
    [InlineData(null, "no-such.dll")]
    public void AValidatorThatDoesNotStartIsAnError(string? host, string? assembly)
    {
        using ModelValidator validator = new(ValidatorFixture.Options with
        {
            DotNetHostPath = host is null ? ValidatorFixture.Options.DotNetHostPath : _folder[host],
            ValidatorAssembly = assembly is null ? ValidatorFixture.ValidatorAssembly : _folder[assembly],
        });

        ValidationResult result = validator.Validate(Request(TinyModels.Add()), TestContext.Current.CancellationToken);

        Assert.Equal(DiagnosticCodes.ValidatorNotStarted, Assert.Single(result.Problems).Code);
    }

    [Fact]
    public void AValidatorThatEndsAtOnceIsAnErrorThatSaysWhy()
    {
        string assembly = _folder.Write("ModelPack.Validator.dll", "no assembly");
        using ModelValidator validator = new(ValidatorFixture.Options with { ValidatorAssembly = assembly });

        Problem problem = Assert.Single(validator.Validate(Request(TinyModels.Add()), TestContext.Current.CancellationToken).Problems);

        Assert.Equal(DiagnosticCodes.ValidatorNotStarted, problem.Code);
    }

    private ValidationRequest Request(byte[] model, string name = "model.onnx") => ValidatorFixture.Request(_folder.Write(name, model));
}
