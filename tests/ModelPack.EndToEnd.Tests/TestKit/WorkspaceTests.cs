namespace ModelPack.EndToEnd.Tests.TestKit;

/// <summary>The tests' own ground: what a workspace isolates, it isolates.</summary>
public sealed class WorkspaceTests
{
    private const string ClassLibrary = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
          </PropertyGroup>
        </Project>
        """;

    [Fact]
    public async Task ABuildInAWorkspaceSucceedsAndTheSecondOneCompilesNothing()
    {
        using Workspace workspace = new();
        workspace.Write("A/A.csproj", ClassLibrary);
        workspace.Write("A/A.cs", "namespace A; public class C;");

        CommandResult first = await workspace.DotNet.Run("A", "build");
        CommandResult second = await workspace.DotNet.Run("A", "build");

        first.ShouldSucceedWithoutWarnings().BinaryLog.ShouldRunTarget("CoreCompile");
        second.ShouldSucceedWithoutWarnings().BinaryLog.ShouldNotRunTarget("CoreCompile");
        Assert.True(File.Exists(first.LogPath));
    }

    [Fact]
    public async Task ACompilerErrorIsSeenByItsCode()
    {
        using Workspace workspace = new();
        workspace.Write("A/A.csproj", ClassLibrary);
        workspace.Write("A/A.cs", "class");

        CommandResult result = await workspace.DotNet.Run("A", "build");

        result.ShouldFail("CS1001");
        Assert.DoesNotContain(result.Errors, error => error.Contains("A.csproj", StringComparison.Ordinal));
    }

    [Fact]
    public async Task TheMachinesSettingsDoNotReachABuild()
    {
        using Workspace workspace = new();
        workspace.Write("A/A.csproj", ClassLibrary);

        CommandResult result = await workspace.DotNet.Run("A", "msbuild", "-getProperty:CI,GITHUB_ACTIONS,ContinuousIntegrationBuild,UseSharedCompilation,NUGET_PACKAGES,UseArtifactsOutput");

        Dictionary<string, string> properties = System.Text.Json.JsonDocument.Parse(result.ShouldSucceed().Output).RootElement.GetProperty("Properties")
            .EnumerateObject().ToDictionary(property => property.Name, property => property.Value.GetString()!, StringComparer.Ordinal);
        Assert.Equal(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["CI"] = "",
                ["GITHUB_ACTIONS"] = "",
                ["ContinuousIntegrationBuild"] = "",
                ["UseSharedCompilation"] = "false",
                ["NUGET_PACKAGES"] = workspace.PackagesFolder,
                ["UseArtifactsOutput"] = "",
            },
            properties);
    }

    [Fact]
    public async Task AWorkspaceIsNoGitRepository()
    {
        using Workspace workspace = new();

        CommandResult result = await workspace.Git(".", "rev-parse", "--is-inside-work-tree");

        result.ShouldFail();
    }

    [Fact]
    public async Task APackageOfTheFeedIsRestored()
    {
        using Workspace workspace = new(offline: true, name: "wörk space");
        workspace.Write("A/A.csproj", ClassLibrary);
        workspace.Write("B/B.csproj", ClassLibrary.Replace("</Project>", """<ItemGroup><PackageReference Include="A" Version="1.2.3" /></ItemGroup></Project>""", StringComparison.Ordinal));
        (await workspace.DotNet.Run("A", "pack", "-p:Version=1.2.3", "-o", workspace["out"])).ShouldSucceed();
        workspace.Feed.Push(workspace["out/A.1.2.3.nupkg"]);

        CommandResult result = await workspace.DotNet.Run("B", "build");

        result.ShouldSucceed();
        Assert.True(Directory.Exists(Path.Combine(workspace.PackagesFolder, "a", "1.2.3")));
        PackageFile package = workspace.Feed.Open("A", "1.2.3");
        Assert.Contains("lib/net10.0/A.dll", package.Entries);
        Assert.Equal(("A", "1.2.3"), (package.Id, package.Version));
    }
}
