using ModelPack.Feeds.Collecting;
using ModelPack.Feeds.Tests.History;
using ModelPack.Testing.Feeds;
using NuGet.Configuration;

namespace ModelPack.Feeds.Tests.Collecting;

/// <summary>What is deleted from a folder feed, and what lies beside it and stays.</summary>
public sealed class FolderDeletionTests
{
    private static readonly CollectOptions s_options = new() { KeepPrereleases = 0 };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WhatIsNotThePackagesOwnStaysInItsFolder()
    {
        await using HistoryFeed feed = HistoryFeed.InFolder(hierarchical: true);
        feed.Model("1.0.0-a", 1);
        string folder = Path.Combine(feed.Folder, "contoso.a", "1.0.0-a");
        string notes = Path.Combine(folder, "notes.txt");
        await File.WriteAllTextAsync(notes, "mine", Token);

        CollectionResult result = await Delete(feed);

        Assert.Single(result.Deleted);
        Assert.Equal([notes], Directory.EnumerateFileSystemEntries(folder));
    }

    [Fact]
    public async Task WhatLiesBehindALinkIsNotProposedAndNotDeleted()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a right there.");
        await using HistoryFeed feed = HistoryFeed.InFolder(hierarchical: true);
        ModelPayload payload = feed.Payload('a', 1);
        string place = Path.Combine(feed.Folder, payload.Id.ToLowerInvariant());
        string precious = feed.Workspace["precious"];
        Directory.Move(place, precious);
        string photo = Path.Combine(precious, "1.0.0", "photo.jpg");
        await File.WriteAllTextAsync(photo, "mine", Token);
        Directory.CreateSymbolicLink(place, precious);

        CollectionPlan plan = await Plan(feed);

        Assert.Empty(plan.Items);
        Assert.Equal(FeedDiagnosticCodes.UnreadableNeeds, plan.Problems.Single().Code);
        Assert.Contains("behind the link", plan.Problems.Single().Message, StringComparison.Ordinal);
        // Made a link after it was looked at.
        Assert.NotNull(FolderDeletion.Delete(feed.Folder, Path.Combine(place, "1.0.0", $"{payload.Id.ToLowerInvariant()}.1.0.0.nupkg")));
        Assert.Equal(3, Directory.EnumerateFiles(Path.Combine(precious, "1.0.0")).Count());
    }

    [Theory]
    [InlineData("model")]
    [InlineData("other")]
    [InlineData("damaged")]
    public async Task AFileThatIsNoPayloadIsNotDeletedForItsName(string kind)
    {
        await using HistoryFeed feed = HistoryFeed.InFolder(hierarchical: true);
        ModelPayload payload = feed.Payload('a', 1);
        string file = Path.Combine(feed.Folder, payload.Id.ToLowerInvariant(), "1.0.0", $"{payload.Id.ToLowerInvariant()}.1.0.0.nupkg");
        await File.WriteAllBytesAsync(file, kind switch
        {
            "model" => TestPackage.Model(payload.Id, "1.0.0", []),
            "other" => TestPackage.Model("Contoso.A", "1.0.0", []),
            _ => "cut off"u8.ToArray(),
        }, Token);
        File.SetLastWriteTimeUtc(file, HistoryFeed.Start.UtcDateTime);

        CollectionPlan plan = await Plan(feed);

        Assert.Empty(plan.Items);
        Assert.Equal((FeedDiagnosticCodes.UnreadableNeeds, file), (plan.Problems.Single().Code, plan.Problems.Single().File));
        Assert.Contains("is not what its name says", plan.Problems.Single().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void APackageRightInTheFeedHasNoFolderOfItsOwn()
    {
        string feed = Path.Combine(Path.GetTempPath(), "contoso.a", "1.0.0-a");

        PackagePlace place = PackagePlace.Of(feed, Path.Combine(feed, "contoso.a.1.0.0-a.nupkg"));

        Assert.Empty(place.Folders);
        Assert.Single(place.Files);
    }

    [Fact]
    public void NamesCannotEndTheQuotesOfAScript()
    {
        string power = Script("/feed/it’s ‘; calc; ‚‛'.nupkg", isPowerShell: true);
        string shell = Script("/feed/it's.nupkg", isPowerShell: false);

        Assert.Contains("it’’s ‘‘; calc; ‚‚‛‛''.nupkg'", power, StringComparison.Ordinal);
        Assert.Contains("rm -f -- '/feed/it'\\''s.nupkg'\n", shell, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void NamesWithControlCharactersAreLeftOutOfAScript(bool isPowerShell)
    {
        string script = Script("/feed/a\ncalc\n.nupkg", isPowerShell);

        Assert.Contains("# Left out, for a name with control characters: /feed/a?calc?.nupkg\n", script, StringComparison.Ordinal);
        Assert.All(script.TrimEnd().Split('\n'), line => Assert.Matches("^(#|set -eu$)", line));
    }

    private static string Script(string file, bool isPowerShell) => CollectionScript.Write(
        new CollectionPlan(new PackageSource("/feed", "contoso"), [new Garbage(GarbageKind.Payload, "A", "1.0.0", file, 1, null, "nobody needs it")], [], []), isPowerShell);

    private static Task<CollectionPlan> Plan(HistoryFeed feed) => new FeedCollector(feed.Reader(), TimeProvider.System).PlanAsync(feed.Packages().Context.Sources.Single(), s_options, Token);

    private static async Task<CollectionResult> Delete(HistoryFeed feed)
    {
        FeedCollector collector = new(feed.Reader(), TimeProvider.System);
        return await collector.DeleteAsync(await collector.PlanAsync(feed.Packages().Context.Sources.Single(), s_options, Token), s_options, Token);
    }
}
