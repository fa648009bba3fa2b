using System.Diagnostics;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Validation;
using ModelPack.Testing.Onnx;

namespace ModelPack.Validator.Tests.Validation;

/// <summary>The parent's side with a child that is a script, so that it can misbehave on command.</summary>
public sealed class ModelValidatorTests : IDisposable
{
    private readonly TempFolder _folder = new("parent");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AModelThatSuffersFromTheOneBeforeIsRunAgainAloneAndNotBlamed()
    {
        using ModelValidator validator = Scripted("""
            [ $n -eq 2 ] && kill -SEGV $$
            echo "{\"event\":\"done\",\"id\":$id,\"outcome\":\"runs\"}"
            """);

        ValidationResult first = Validate(validator);
        ValidationResult second = Validate(validator);

        Assert.NotNull(first.Validation);
        Assert.NotNull(second.Validation);
    }

    [Fact]
    public void AModelThatCrashesAloneIsBlamedWithTheSignalAndTheLastWords()
    {
        using ModelValidator validator = Scripted("""
            [ $n -eq 1 ] || exit 9
            echo "last words" >&2
            kill -SEGV $$
            """);

        Problem problem = Assert.Single(Validate(validator).Problems);

        Assert.Equal(DiagnosticCodes.ModelCrashes, problem.Code);
        Assert.Contains("SIGSEGV", problem.Message, StringComparison.Ordinal);
        Assert.Contains("last words", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ARuntimeThatAbortsForWantOfMemoryMetTheLimit()
    {
        using ModelValidator validator = Scripted("""
            echo "Out of memory." >&2
            kill -ABRT $$
            """);

        Assert.Equal(DiagnosticCodes.MemoryLimitExceeded, Assert.Single(Validate(validator).Problems).Code);
    }

    [Fact]
    public void LinesThatAreNoEventsAreNoAnswer()
    {
        using ModelValidator validator = Scripted("""
            echo "Welcome!"
            echo "{\"event\":\"done\",\"id\":0,\"outcome\":\"loads\"}"
            echo "{\"event\":\"done\",\"id\":$id,\"outcome\":\"runs\"}"
            """);

        Assert.Equal(ModelValidationOutcomes.Runs, Validate(validator).Validation?.Outcome);
    }

    [Fact]
    public void MemoryOfAProcessIsSeen()
    {
        using Process self = Process.GetCurrentProcess();

        Assert.InRange(ProcessMemory.Read(self), 1 << 20, long.MaxValue);
    }

    [Fact]
    public void AChildThatTakesMoreThanItsShareIsKilledByTheParent()
    {
        using ModelValidator validator = Scripted("""
            hog=$(head -c 400000000 /dev/zero | tr '\0' 'a')
            read -r never
            """);

        Problem problem = Assert.Single(Validate(validator, Request() with { MemoryLimitBytes = 64 << 20 }).Problems);

        Assert.Equal(DiagnosticCodes.MemoryLimitExceeded, problem.Code);
        Assert.Contains("64 MiB", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ARunThatIgnoresItsEndIsKilledByTheParent()
    {
        using ModelValidator validator = Scripted("""
            echo "{\"event\":\"loaded\",\"id\":$id}"
            read -r never
            """);

        Assert.Equal(DiagnosticCodes.RunTimeout, Assert.Single(Validate(validator, Request() with { Timeout = TimeSpan.FromMilliseconds(200) }).Problems).Code);
    }

    private static ValidationResult Validate(ModelValidator validator, ValidationRequest request) => validator.Validate(request, TestContext.Current.CancellationToken);

    private ValidationResult Validate(ModelValidator validator) => Validate(validator, Request());

    private ValidationRequest Request() => new()
    {
        ModelPath = _folder.Write("model.onnx", TinyModels.Add()),
        DisplayPath = "model.onnx",
        Runtime = "1.31.1",
        NativeLibrary = _folder.Write("library", ""),
    };

    /// <summary>A child that answers each command with <c>start</c> and then does as the script says; <c>$n</c> counts commands, <c>$id</c> is the command's.</summary>
    private ModelValidator Scripted(string script)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The scripted child is a Unix shell script.");
        string path = _folder.Write("child.sh", $$"""
            n=0
            while read -r line; do
            n=$((n + 1))
            id=$(echo "$line" | sed 's/^{"id":\([0-9]*\).*/\1/')
            echo "{\"event\":\"start\",\"id\":$id}"
            {{script}}
            done
            """.ReplaceLineEndings("\n"));
        return new ModelValidator(new ValidatorOptions { DotNetHostPath = "/bin/sh", ValidatorAssembly = path, TerminationGrace = TimeSpan.FromMilliseconds(200) });
    }
}
