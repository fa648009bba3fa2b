using ModelPack.EndToEnd.Tests.Tool;

[assembly: AssemblyFixture(typeof(InstalledTool))]

namespace ModelPack.EndToEnd.Tests.Tool;

/// <summary>The tool as users install it, from its package; once for all tests, when the first one asks.</summary>
public sealed class InstalledTool : IDisposable
{
    private readonly Lazy<Task<string>> command;
    private Workspace? workspace;

    public InstalledTool()
    {
        command = new(Install);
    }

    /// <summary>The full path of the command.</summary>
    public Task<string> Command => command.Value;

    public void Dispose() => workspace?.Dispose();

    private async Task<string> Install()
    {
        workspace = new Workspace();
        (await workspace.DotNet.Run(".", "tool", "install", "ModelPack.Tool", "--version", ProductPackages.Version, "--tool-path", workspace["tools"])).ShouldSucceed();
        return workspace[OperatingSystem.IsWindows() ? "tools/dotnet-modelpack.exe" : "tools/dotnet-modelpack"];
    }
}
