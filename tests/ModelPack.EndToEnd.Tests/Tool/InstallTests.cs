namespace ModelPack.EndToEnd.Tests.Tool;

/// <summary>The tool's package is whole.</summary>
public sealed class InstallTests(InstalledTool tool) : IDisposable
{
    private readonly ToolWorkspace workspace = new(tool);

    [Fact]
    public async Task TheInstalledToolSaysWhatItCan()
    {
        CommandResult help = await workspace.Run("--help");

        help.ShouldSucceed().ShouldSay("sbom");
    }

    [Fact]
    public async Task AWrongCommandLineIsExitCodeTwo()
    {
        CommandResult result = await workspace.Run("sbom", "--no-such-option");

        Assert.Equal(2, result.ExitCode);
    }

    public void Dispose() => workspace.Dispose();
}
