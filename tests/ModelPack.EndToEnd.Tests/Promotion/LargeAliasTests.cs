using ModelPack.EndToEnd.Tests.Pushing;
using ModelPack.EndToEnd.Tests.Tool;
using ModelPack.Testing.Feeds;
using Pushed = ModelPack.EndToEnd.Tests.Pushing.LargeModels;

namespace ModelPack.EndToEnd.Tests.Promotion;

/// <summary>An alias of a model whose weights are in payload packages, on a feed over HTTP.</summary>
public sealed class LargeAliasTests(Pushed models, InstalledTool tool)
{
    private const string Alias = Pushed.Id + ".Production";

    [Fact]
    public async Task AServiceServesThePromotedWeightsAndThoseOfBeforeAfterARollback()
    {
        await using HttpFeed feed = await HttpFeed.Start();
        using PushWorkspace workspace = await PushWorkspace.ToHttp(models, feed);
        (await workspace.PushPayloads()).ShouldSucceed();
        foreach (string version in Pushed.Answers.Keys)
        {
            (await workspace.PushModel(version)).ShouldSucceed();
            (await Tool(workspace, "promote", $"{Pushed.Id}@{version}", "--to", "Production")).ShouldSucceedWithoutWarnings();
        }

        Assert.Equal($"1.1.0 answers {Pushed.Answers["1.1.0"]}, right", await Serve(workspace, "2.0.0"));
        (await Tool(workspace, "rollback", Alias, "--reason", "bad answers", "--project", "service")).ShouldSucceedWithoutWarnings();

        Assert.Equal($"1.0.0 answers {Pushed.Answers["1.0.0"]}, right", await Serve(workspace, "3.0.0"));
        // Promoting sends no weights.
        Assert.All(feed.Store.Find(Alias), package => Assert.InRange(new FileInfo(package.Path).Length, 1, 100_000));
    }

    private static async Task<string> Serve(PushWorkspace workspace, string version)
    {
        workspace.WriteService(version);
        foreach (string file in (string[])["service/service.csproj", "service/Program.cs"])
        {
            workspace.Workspace.Write(file, (await File.ReadAllTextAsync(workspace.Workspace[file], TestContext.Current.CancellationToken)).Replace($"\"{Pushed.Id}\"", $"\"{Alias}\"", StringComparison.Ordinal));
        }

        (await workspace.Workspace.DotNet.Run("service", "build", "-o", workspace.Workspace["out"])).ShouldSucceedWithoutWarnings();
        return (await workspace.Workspace.DotNet.Run(".", workspace.Workspace["out/service.dll"])).ShouldSucceed().Output.Trim();
    }

    private async Task<CommandResult> Tool(PushWorkspace workspace, params IEnumerable<string> arguments) =>
        await workspace.Workspace.Commands.Run(".", await tool.Command, [.. arguments, "--source", "http", "--api-key", HttpFeed.ApiKey, "--actor", "carol"]);
}
