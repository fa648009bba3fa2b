using System.Diagnostics;
using System.Text.Json;
using ModelPack.Core.Validation;
using ModelPack.Testing.Onnx;

namespace ModelPack.Validator.Tests.Child;

/// <summary>The child serves many models, and ends with the build that started it.</summary>
public sealed class LifetimeTests : IDisposable
{
    private readonly TempFolder _folder = new("life");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void OneChildServesManyModels()
    {
        using ModelValidator validator = new(ValidatorFixture.Options);

        for (int i = 0; i < 30; i++)
        {
            ValidationRequest request = ValidatorFixture.Request(_folder.Write($"{i}.onnx", TinyModels.Add(i)));
            Assert.NotNull(validator.Validate(request, TestContext.Current.CancellationToken).Validation);
        }

        Assert.Equal(1, validator.Started);
    }

    [Fact]
    public void AfterACrashTheModelIsRunOnceMoreAloneAndTheNextInANewChild()
    {
        using ModelValidator validator = new(ValidatorFixture.Options);

        Validate(TinyModels.Add());
        Validate(MoreTinyModels.Crash());
        Validate(TinyModels.Add());

        Assert.Equal(3, validator.Started);

        void Validate(byte[] model) => validator.Validate(ValidatorFixture.Request(_folder.Write("model.onnx", model)), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task TheChildEndsWithItsStandardInputEvenWhileItRunsAModel()
    {
        using Process child = Process.Start(new ProcessStartInfo(ValidatorFixture.Options.DotNetHostPath, [ValidatorFixture.ValidatorAssembly])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        await child.StandardInput.WriteLineAsync(EndlessRun());
        await child.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        await ReadUntilLoaded(child.StandardOutput);

        child.StandardInput.Close();
        await child.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.NotEqual(0, child.ExitCode);
        Assert.Equal("", await child.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task AKilledParentTakesTheChildWithIt()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The parent is a Unix shell script.");
        string script = _folder.Write("parent.sh", """
            mkfifo "$1"
            "$2" "$3" < "$1" &
            exec 3> "$1"
            cat "$4" >&3
            read -r never
            """.ReplaceLineEndings("\n"));
        string command = _folder.Write("command.json", EndlessRun() + "\n");
        using Process parent = Process.Start(new ProcessStartInfo("/bin/sh", [script, _folder["pipe"], ValidatorFixture.Options.DotNetHostPath, ValidatorFixture.ValidatorAssembly, command])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        await ReadUntilLoaded(parent.StandardOutput);

        parent.Kill();

        // Both write there: the end comes when the last of them is gone.
        Assert.Equal("", await parent.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    private static async Task ReadUntilLoaded(StreamReader output)
    {
        string? line;
        do
        {
            line = await output.ReadLineAsync(TestContext.Current.CancellationToken);
        }
        while (line?.Contains("loaded", StringComparison.Ordinal) == false);
    }

    /// <summary>A command that only the end of the process ends.</summary>
    private string EndlessRun()
    {
        string library = RuntimeLibrary.Find(ValidatorFixture.PackageFolder(ValidatorFixture.Newest), ValidatorFixture.Newest);
        string model = _folder.Write("endless.onnx", TinyModels.EndlessLoop());
        return $$"""{"id":1,"model":{{JsonSerializer.Serialize(model)}},"library":{{JsonSerializer.Serialize(library)}},"runTimeout":600000,"memoryLimit":1073741824}""";
    }
}
