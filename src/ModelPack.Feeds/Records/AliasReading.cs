using ModelPack.Core.Packages;
using ModelPack.Core.Records;
using ModelPack.Feeds.Diagnostics;

namespace ModelPack.Feeds.Records;

/// <summary>Reads the history of an alias from a source.</summary>
internal static class AliasReading
{
    /// <summary>Reads the newest history, checked against itself and against the versions that are there.</summary>
    /// <returns>The history, or <see langword="null"/> where the source has no such alias.</returns>
    /// <exception cref="Core.Diagnostics.ModelPackException">It is no alias (MP5070), or its history cannot be right (MP5060, MP5061).</exception>
    public static Task<RecordPackage<AliasHistory>?> ReadAsync(IRecordStore store, string id, CancellationToken cancellationToken) => ReadNewestAsync(store, id, seen: 0, cancellationToken);

    /// <summary>As <see cref="ReadAsync(IRecordStore, string, CancellationToken)"/>, where a version was seen that the source's lists may not have yet.</summary>
    /// <exception cref="Core.Diagnostics.ModelPackException">It is no alias (MP5070), or its history cannot be right (MP5060, MP5061).</exception>
    public static async Task<RecordPackage<AliasHistory>?> ReadNewestAsync(IRecordStore store, string id, int seen, CancellationToken cancellationToken)
    {
        IReadOnlyList<StoredVersion> versions = await store.ListAsync(id, cancellationToken);
        IReadOnlyList<int> there = RecordVersions.There(versions, seen);
        if (await HistoryContinuity.FindUnlistedAsync(store, id, there.Count == 0 ? 0 : there[^1], cancellationToken) is var unlisted and > 0)
        {
            there = RecordVersions.There(versions, unlisted);
        }

        if (there.Count == 0)
        {
            return versions.Any(version => version.IsThere) ? throw RecordFailure.NotAnAlias(store.Source, id) : null;
        }

        // Never an older one instead: who acts on what was before undoes what came since.
        int newest = there[^1];
        AliasHistory history = await ReadAsync(store, id, newest, cancellationToken) ?? throw RecordFailure.NotSent(store.Source, id, newest);
        IReadOnlyList<int> gaps = history.FindGaps(Name(store, id, newest), there);
        await HistoryContinuity.VerifyAsync(store, id, history.Records, there, (other, package) => Read(store, id, other, package).Newest, cancellationToken);
        return new RecordPackage<AliasHistory>(history, newest, versions, gaps);
    }

    /// <summary>Reads the history of one version.</summary>
    /// <returns>The history, or <see langword="null"/> where the source has no such version.</returns>
    /// <exception cref="Core.Diagnostics.ModelPackException">It is no alias (MP5070), or its history cannot be right (MP5060, MP5061).</exception>
    public static async Task<AliasHistory?> ReadAsync(IRecordStore store, string id, int number, CancellationToken cancellationToken)
    {
        using IPackageContent? content = await store.OpenAsync(id, RecordVersions.Of(number), cancellationToken);
        return content is null ? null : Read(store, id, number, content);
    }

    /// <summary>Reads the history that a version has.</summary>
    public static AliasHistory Read(IRecordStore store, string id, int number, IPackageContent content)
    {
        if (!content.Contains(AliasHistory.Entry))
        {
            throw RecordFailure.NotAnAlias(store.Source, id);
        }

        using Stream stream = content.Open(AliasHistory.Entry);
        AliasHistory history = AliasHistory.Load(stream, Name(store, id, number));
        if (!history.Alias.Equals(id, StringComparison.OrdinalIgnoreCase) || history.Newest.Sequence != number)
        {
            throw RecordFailure.OtherId(store.Source, $"{id} {number}.0.0", $"{history.Alias} {history.Newest.AliasVersion}");
        }

        // What it serves is in the package, too: the last record has no next one whose digest would tell that it was changed.
        ModelManifest served = PackageManifests.Read(content);
        RecordSubject said = history.Newest.Model;
        return said.Id.Equals(served.Id, StringComparison.OrdinalIgnoreCase) && said.Version == served.Version && said.Digest == served.Digest
            ? history
            : throw FeedProblems.Fail(
                FeedDiagnosticCodes.BadHistory,
                $"'{Name(store, id, number)}' serves {served.Id} {served.Version} ({served.Digest}), and its newest record says {said.Id} {said.Version} ({said.Digest}). Do not trust it; ask who runs the feed who pushed it.");
    }

    private static string Name(IRecordStore store, string id, int number) => $"{id} {number}.0.0 of {Configuration.SourceName.Short(store.Source)}";
}
