using ModelPack.EndToEnd.Tests.Tool;
using ModelPack.Testing.Feeds;

namespace ModelPack.EndToEnd.Tests.Pushing;

/// <summary>Models whose weights are in payload packages are pushed and copied with <c>dotnet modelpack</c>, and with the target of their project.</summary>
public sealed class ToolPushTests(LargeModels models, InstalledTool tool)
{
    [Fact]
    public async Task AServiceRunsVersionsThatWerePushedToAFeed()
    {
        await using HttpFeed feed = await HttpFeed.Start();
        using PushWorkspace workspace = await PushWorkspace.ToHttp(models, feed);

        CommandResult first = await Run(workspace, "push", $"packed/{LargeModels.Id}.1.0.0.nupkg", "--source", "http", "--api-key", HttpFeed.ApiKey);
        CommandResult plan = await Run(workspace, "push", "packed", "--source", "http", "--api-key", HttpFeed.ApiKey, "--dry-run", "--json");
        int planned = feed.Store.Packages.Count;
        CommandResult second = await Run(workspace, "push", "packed", "--source", "http", "--api-key", HttpFeed.ApiKey, "--json");
        CommandResult again = await Run(workspace, "push", "packed", "--source", "http", "--api-key", HttpFeed.ApiKey);

        first.ShouldSucceed().ShouldSay("4 payload packages: 4 pushed").ShouldSay($"{LargeModels.Id} 1.0.0: pushed");
        plan.ShouldSucceed();
        Assert.Equal(5, planned);
        Assert.Equal(["wouldPush", "wouldPush"], Outcomes(plan).Where(outcome => outcome != "alreadyThere"));
        second.ShouldSucceed();
        Assert.Equal(["pushed", "pushed"], Outcomes(second).Where(outcome => outcome != "alreadyThere"));
        again.ShouldSucceed().ShouldSay("Nothing to do");
        Assert.Equal(7, feed.Store.Packages.Count);
        await ShouldServe(workspace, "1.0.0", "1.1.0", "1.0.0");
    }

    [Fact]
    public async Task AVersionGoesOnAStickToAnotherFeedAndIsRunThere()
    {
        await using HttpFeed dev = await HttpFeed.Start();
        await using HttpFeed prod = await HttpFeed.Start();
        using PushWorkspace workspace = await PushWorkspace.ToHttp(models, dev);
        workspace.Workspace.AddSource("prod", prod);
        Directory.CreateDirectory(workspace.Workspace["stick"]);
        (await Run(workspace, "push", "packed", "--source", "http", "--api-key", HttpFeed.ApiKey)).ShouldSucceed();

        CommandResult toStick = await Run(workspace, "copy", $"{LargeModels.Id}@1.1.0", "--from", "http", "--to", "stick", "--no-dependencies");
        await dev.DisposeAsync();
        CommandResult toProd = await Run(workspace, "copy", $"{LargeModels.Id}@1.1.0", "--from", "stick", "--to", "prod", "--api-key", HttpFeed.ApiKey, "--no-dependencies", "--json");

        toStick.ShouldSucceed().ShouldSay("4 payload packages: 4 pushed");
        Assert.All(Outcomes(toProd.ShouldSucceed()), outcome => Assert.Equal("pushed", outcome));
        Assert.Equal(5, prod.Store.Packages.Count);
        workspace.Workspace.RemoveSource("http");
        await ShouldServe(workspace, "1.1.0");
    }

    [Fact]
    public async Task AProjectIsPackedAndPushed()
    {
        await using HttpFeed feed = await HttpFeed.Start();
        using PushWorkspace workspace = await PushWorkspace.ToHttp(models, feed);
        LargeModels.WriteProject(workspace.Workspace, "model", 1, 2, 3, 4);

        CommandResult byTool = await Run(workspace, "push", "model", "--source", "http", "--api-key", HttpFeed.ApiKey);
        LargeModels.WriteModel(workspace.Workspace, "model", 1, 5, 3, 4);
        CommandResult byTarget = await workspace.Workspace.DotNet.Run("model", "build", "-t:ModelPackPush", "-p:Version=1.1.0", "-p:ModelPackPushSource=http", $"-p:ModelPackPushApiKey={HttpFeed.ApiKey}");
        CommandResult again = await workspace.Workspace.DotNet.Run("model", "build", "-t:ModelPackPush", "-p:Version=1.1.0", "-p:ModelPackPushSource=http", $"-p:ModelPackPushApiKey={HttpFeed.ApiKey}");
        CommandResult nowhere = await workspace.Workspace.DotNet.Run("model", "build", "-t:ModelPackPush", "-p:Version=1.1.0", "-p:ModelPackPushSource=nowhere");

        byTool.ShouldSucceed();
        byTarget.ShouldSucceedWithoutWarnings().ShouldSay($"{LargeModels.Id} 1.1.0: 2 of 5 packages");
        again.ShouldSucceedWithoutWarnings().ShouldSay("http has everything");
        nowhere.ShouldFail("MP5001");
        Assert.Equal(7, feed.Store.Packages.Count);
        await ShouldServe(workspace, "1.0.0", "1.1.0");
    }

    [Fact]
    public async Task AFolderIsNeverOverwrittenAndRefusesToUnlist()
    {
        using PushWorkspace workspace = await PushWorkspace.ToFolder(models);
        (await Run(workspace, "push", "packed", "--source", "test")).ShouldSucceed();
        LargeModels.WriteProject(workspace.Workspace, "other", 7, 2, 3, 4);
        (await workspace.Workspace.DotNet.Run("other", "pack", "-o", workspace.Workspace["other-packed"])).ShouldSucceed();

        CommandResult other = await Run(workspace, "push", "other-packed", "--source", "test");
        CommandResult unlist = await Run(workspace, "unlist", $"{LargeModels.Id}@1.0.0", "--source", "test", "--feed-unlists", "--json");

        Assert.Equal(1, other.ShouldFail().ShouldSay("MP5020").ExitCode);
        Assert.Equal(2, unlist.ExitCode);
        Assert.Equal("MP5029", ToolWorkspace.Json(unlist).GetProperty("error").GetProperty("code").GetString());
        await ShouldServe(workspace, "1.0.0");
    }

    [Fact]
    public async Task WhatAFeedPromisesIsFoundOutAndAVersionUnlisted()
    {
        await using HttpFeed feed = await HttpFeed.Start(new FeedBehaviour { Delete = DeleteMeaning.Unlist, SizeLimit = 50_000_000 });
        using PushWorkspace workspace = await PushWorkspace.ToHttp(models, feed);
        (await Run(workspace, "push", "packed", "--source", "http", "--api-key", HttpFeed.ApiKey)).ShouldSucceed();

        CommandResult check = await Run(workspace, "feed", "check", "--source", "http", "--api-key", HttpFeed.ApiKey);
        CommandResult json = await Run(workspace, "feed", "check", "--source", "http", "--api-key", HttpFeed.ApiKey, "--json");
        CommandResult unlist = await Run(workspace, "unlist", $"{LargeModels.Id}@1.1.0", "--source", "http", "--api-key", HttpFeed.ApiKey);

        check.ShouldSucceed().ShouldSay("unlists the version").ShouldSay("ModelPackShardSize").ShouldSay("ModelPack.Probe.");
        Assert.Equal("unlists", ToolWorkspace.Json(json.ShouldSucceed()).GetProperty("delete").GetString());
        unlist.ShouldSucceed();
        Assert.False(feed.Store.Find(LargeModels.Id, "1.1.0")!.IsListed);
        await ShouldServe(workspace, "1.1.0");
    }

    [Fact]
    public async Task WhatIsWrongIsAnExitCode()
    {
        await using HttpFeed feed = await HttpFeed.Start();
        using PushWorkspace workspace = await PushWorkspace.ToHttp(models, feed);
        string package = $"packed/{LargeModels.Id}.1.0.0.nupkg";

        CommandResult noSource = await Run(workspace, "push", package);
        CommandResult noKey = await Run(workspace, "push", package, "--source", "http", "--json");
        foreach (string payload in workspace.Packed(LargeModels.Payloads))
        {
            File.Delete(workspace.Workspace[$"packed/{payload}"]);
        }

        CommandResult noPayloads = await Run(workspace, "push", package, "--source", "http", "--api-key", HttpFeed.ApiKey);

        Assert.Equal(2, noSource.ExitCode);
        Assert.Equal(3, noKey.ExitCode);
        Assert.Equal("MP5003", ToolWorkspace.Json(noKey).GetProperty("error").GetProperty("code").GetString());
        Assert.Equal(1, noPayloads.ShouldSay("MP5027").ExitCode);
        Assert.Empty(feed.Store.Packages);
    }

    private static string[] Outcomes(CommandResult result) =>
        [.. ToolWorkspace.Json(result).GetProperty("packages").EnumerateArray().Select(package => package.GetProperty("outcome").GetString()!)];

    private static async Task ShouldServe(PushWorkspace workspace, params IEnumerable<string> versions)
    {
        foreach (string version in versions)
        {
            Assert.Equal($"{version} answers {LargeModels.Answers[version]}, right", await workspace.Serve(version));
        }
    }

    private async Task<CommandResult> Run(PushWorkspace workspace, params IEnumerable<string> arguments) => await workspace.Workspace.Commands.Run(".", await tool.Command, arguments);
}
