using ModelPack.Feeds.Records;
using ModelPack.Feeds.Tests.History;
using NuGet.Configuration;

namespace ModelPack.Feeds.Tests.Records;

/// <summary>What a folder says of the versions of records.</summary>
public sealed class RecordListingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ADamagedFileIsAnErrorAndNothingOlderIsBelieved(bool hierarchical)
    {
        await using HistoryFeed feed = HistoryFeed.InFolder(hierarchical);
        feed.Publish("Contoso.A.Production", "1.0.0", 1);
        feed.Publish("Contoso.A.Production", "2.0.0", 2);
        string file = Directory.EnumerateFiles(feed.Folder, "*2.0.0.nupkg", SearchOption.AllDirectories).Single();
        await File.WriteAllTextAsync(file, "cut off", Token);

        Core.Diagnostics.Problem problem = await FeedWorkspace.Problem(() => List(feed));

        Assert.Equal((FeedDiagnosticCodes.DamagedPackage, file), (problem.Code, problem.File));
    }

    [Fact]
    public async Task AFileThatHasGoneSinceItWasListedIsNotDamaged()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a right there.");
        await using HistoryFeed feed = HistoryFeed.InFolder(hierarchical: false);
        feed.Publish("Contoso.A.Production", "1.0.0", 1);
        // As a file that is listed, and is not there when it is opened.
        File.CreateSymbolicLink(Path.Combine(feed.Folder, "Contoso.A.Production.2.0.0.nupkg"), Path.Combine(feed.Folder, "gone"));

        Assert.Equal(["1.0.0"], (await List(feed)).Select(version => version.Version.ToNormalizedString()));
    }

    private static Task<IReadOnlyList<StoredVersion>> List(HistoryFeed feed)
    {
        PackageSource source = feed.Packages().Context.Sources.Single();
        return RecordListing.ListAsync(feed.Packages(), source, "Contoso.A.Production", Token);
    }
}
