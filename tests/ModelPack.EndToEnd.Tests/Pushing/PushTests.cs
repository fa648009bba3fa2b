using ModelPack.Testing.Feeds;

namespace ModelPack.EndToEnd.Tests.Pushing;

/// <summary>Models whose weights are in payload packages are pushed with the commands of the stock client, as the README says.</summary>
public sealed class PushTests(LargeModels models)
{
    [Fact]
    public async Task TwoVersionsShareThePayloadsThatDoNotDiffer()
    {
        PackageFile first = await Package("1.0.0");
        PackageFile second = await Package("1.1.0");

        string[] firstPayloads = [.. first.Manifest.Payloads!.Select(payload => payload.Id)];
        string[] secondPayloads = [.. second.Manifest.Payloads!.Select(payload => payload.Id)];

        Assert.Equal(4, firstPayloads.Length);
        Assert.Equal(3, firstPayloads.Intersect(secondPayloads, StringComparer.Ordinal).Count());
        Assert.All(firstPayloads, id => Assert.StartsWith("Contoso.Payload.", id, StringComparison.Ordinal));
    }

    [Fact]
    public async Task AServiceRunsBothVersionsFromAFolderFeed()
    {
        using PushWorkspace workspace = await PushWorkspace.ToFolder(models);

        (await workspace.PushPayloads()).ShouldSucceed();
        (await workspace.PushModel("1.0.0")).ShouldSucceed();
        (await workspace.PushModel("1.1.0")).ShouldSucceed();

        await ShouldServe(workspace, "1.0.0", "1.1.0", "1.0.0");
    }

    [Fact]
    public async Task AServiceRunsBothVersionsFromAFeedOverHttp()
    {
        await using HttpFeed feed = await HttpFeed.Start();
        using PushWorkspace workspace = await PushWorkspace.ToHttp(models, feed);

        (await workspace.PushPayloads()).ShouldSucceed();
        (await workspace.PushModel("1.0.0")).ShouldSucceed();
        (await workspace.PushModel("1.1.0")).ShouldSucceed();

        Assert.Equal(7, feed.Store.Packages.Count);
        await ShouldServe(workspace, "1.0.0", "1.1.0", "1.0.0");
        // A payload that both versions need is fetched once.
        Assert.All(feed.Requests.Where(request => request.Path.Contains(".payload.", StringComparison.Ordinal) && request.Path.EndsWith(".nupkg", StringComparison.Ordinal)).CountBy(request => request.Path), count => Assert.Equal(1, count.Value));
    }

    [Fact]
    public async Task PayloadsThatTheFeedHasAreSkippedAndAModelThatItHasIsRefused()
    {
        await using HttpFeed feed = await HttpFeed.Start();
        using PushWorkspace workspace = await PushWorkspace.ToHttp(models, feed);
        (await workspace.PushPayloads()).ShouldSucceed();
        (await workspace.PushModel("1.0.0")).ShouldSucceed();

        CommandResult payloads = await workspace.PushPayloads();
        CommandResult model = await workspace.PushModel("1.0.0");

        payloads.ShouldSucceed();
        model.ShouldFail().ShouldSay("409");
        Assert.Equal(6, feed.Store.Packages.Count);
    }

    [Fact]
    public async Task AModelThatWasPushedWithoutItsPayloadsIsRefusedAtRestoreAndTheirPushIsTheCure()
    {
        await using HttpFeed feed = await HttpFeed.Start();
        using PushWorkspace workspace = await PushWorkspace.ToHttp(models, feed);
        (await workspace.PushModel("1.0.0")).ShouldSucceed();

        CommandResult restore = await workspace.Restore("1.0.0");

        restore.ShouldFail("NU1101");
        string[] missing = [.. (await Package("1.0.0")).Manifest.Payloads!.Select(payload => payload.Id)];
        Assert.All(missing, id => restore.ShouldSay(id));
        (await workspace.PushPayloads()).ShouldSucceed();
        await ShouldServe(workspace, "1.0.0");
    }

    [Fact]
    public async Task ARevisionGetsPastAPayloadVersionThatTheFeedHasBurnt()
    {
        await using HttpFeed feed = await HttpFeed.Start();
        using PushWorkspace workspace = await PushWorkspace.ToHttp(models, feed);
        (await workspace.PushPayloads()).ShouldSucceed();
        string burnt = (await Package("1.0.0")).Manifest.Payloads![0].Id;
        Assert.True(feed.Store.Delete(burnt, "1.0.0"));
        (await workspace.PushPayloads()).ShouldSucceed();
        (await workspace.PushModel("1.0.0")).ShouldSucceed();
        (await workspace.Restore("1.0.0")).ShouldFail("NU1101").ShouldSay(burnt);

        LargeModels.WriteProject(workspace.Workspace, "model", 1, 2, 3, 4);
        (await workspace.Workspace.DotNet.Run("model", "pack", "-p:Version=1.0.1", "-p:ModelPackPayloadRevision=1", "-o", workspace.Workspace["packed"])).ShouldSucceedWithoutWarnings();
        (await workspace.PushPayloads()).ShouldSucceed();
        (await workspace.PushModel("1.0.1")).ShouldSucceed();

        // NuGet remembers for half an hour which versions a feed has.
        (await workspace.Restore("1.0.1", "--no-http-cache")).ShouldSucceedWithoutWarnings();
        Assert.Equal("1.0.1 answers 24, right", await workspace.Serve("1.0.1"));
        Assert.NotNull(feed.Store.Find(burnt, "1.0.1"));
    }

    private static async Task ShouldServe(PushWorkspace workspace, params IEnumerable<string> versions)
    {
        foreach (string version in versions)
        {
            Assert.Equal($"{version} answers {LargeModels.Answers[version]}, right", await workspace.Serve(version));
        }
    }

    private async Task<PackageFile> Package(string version) => new(Path.Combine(await models.Folder, $"{LargeModels.Id}.{version}.nupkg"));
}
