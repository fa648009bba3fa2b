using ModelPack.Testing.Feeds;

namespace ModelPack.EndToEnd.Tests.TestKit;

/// <summary>The feed that tests push to over HTTP behaves as a feed does, with the stock client.</summary>
public sealed class HttpFeedTests
{
    [Fact]
    public async Task APushedPackageIsRestoredAndASecondPushIsRefused()
    {
        await using HttpFeed feed = await HttpFeed.Start();
        using Workspace workspace = await Packed(feed);
        workspace.Write("B/B.csproj", Library("""<ItemGroup><PackageReference Include="A" Version="1.2.3" /></ItemGroup>"""));

        (await Push(workspace)).ShouldSucceed();
        CommandResult restore = await workspace.DotNet.Run("B", "restore");
        CommandResult again = await Push(workspace);
        CommandResult skipped = await Push(workspace, "--skip-duplicate");

        restore.ShouldSucceedWithoutWarnings();
        Assert.True(Directory.Exists(Path.Combine(workspace.PackagesFolder, "a", "1.2.3")));
        again.ShouldFail().ShouldSay("409");
        skipped.ShouldSucceed();
        Assert.Equal(("A", "1.2.3+commit"), (feed.Store.Packages.Single().Id, feed.Store.Packages.Single().Version));
        Assert.Equal([201, 409, 409], feed.Requests.Where(request => request.Method == "PUT").Select(request => request.Status));
    }

    [Fact]
    public async Task ADeletedVersionIsNeitherServedNorTakenAgain()
    {
        await using HttpFeed feed = await HttpFeed.Start();
        using Workspace workspace = await Packed(feed);
        (await Push(workspace)).ShouldSucceed();

        CommandResult delete = await workspace.DotNet.Run(".", "nuget", "delete", "A", "1.2.3", "--source", "http", "--api-key", HttpFeed.ApiKey, "--non-interactive");
        CommandResult again = await Push(workspace);

        delete.ShouldSucceed();
        again.ShouldFail().ShouldSay("409");
        Assert.Empty(feed.Store.Packages);
    }

    [Fact]
    public async Task APushWithoutTheKeyIsRefused()
    {
        await using HttpFeed feed = await HttpFeed.Start();
        using Workspace workspace = await Packed(feed);

        CommandResult push = await workspace.DotNet.Run(".", "nuget", "push", workspace["out/A.1.2.3.nupkg"], "--source", "http", "--api-key", "another");

        push.ShouldFail().ShouldSay("403");
    }

    private static async Task<Workspace> Packed(HttpFeed feed)
    {
        Workspace workspace = new();
        workspace.AddSource("http", feed);
        workspace.Write("A/A.csproj", Library("<PropertyGroup><Version>1.2.3+commit</Version></PropertyGroup>"));
        (await workspace.DotNet.Run("A", "pack", "-o", workspace["out"])).ShouldSucceed();
        return workspace;
    }

    private static Task<CommandResult> Push(Workspace workspace, params IEnumerable<string> options) =>
        workspace.DotNet.Run(".", ["nuget", "push", workspace["out/A.1.2.3.nupkg"], "--source", "http", "--api-key", HttpFeed.ApiKey, .. options]);

    private static string Library(string more) => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
          </PropertyGroup>
          {more}
        </Project>
        """;
}
