using ModelPack.Core.Records;
using ModelPack.Feeds.Records;

namespace ModelPack.Feeds.Pushing;

/// <summary>Reads what alias and record packages have in common: a chain of records.</summary>
internal static class RecordHistories
{
    /// <summary>Reads the newest history of an id, checked as every reader checks it.</summary>
    /// <param name="store">Where it is.</param>
    /// <param name="id">The id of the package.</param>
    /// <param name="isAlias">Whether it is an alias; else it holds records of a kind.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The history, or <see langword="null"/> where there is none.</returns>
    /// <exception cref="Core.Diagnostics.ModelPackException">It cannot be had or cannot be right, or no records have such an id (MP5060).</exception>
    public static async Task<RecordHistory?> ReadAsync(IRecordStore store, string id, bool isAlias, CancellationToken cancellationToken) =>
        isAlias ? Of(await AliasReading.ReadAsync(store, id, cancellationToken), history => history.Records)
        : Model(id, BookKinds.Attestations) is { } attested ? Of(await BookReading.ReadAsync(store, attested, BookKinds.Attestations, withFiles: true, seen: 0, cancellationToken), content => content.Book.Records)
        : Model(id, BookKinds.Revocations) is { } revoked ? Of(await BookReading.ReadAsync(store, revoked, BookKinds.Revocations, withFiles: true, seen: 0, cancellationToken), content => content.Book.Records)
        : Model(id, BookKinds.Deployments) is { } deployed ? Of(await BookReading.ReadAsync(store, deployed, BookKinds.Deployments, withFiles: true, seen: 0, cancellationToken), content => content.Book.Records)
        : throw RecordFailure.NoRecords(store.Source, id);

    private static RecordHistory? Of<T>(RecordPackage<T>? package, Func<T, IEnumerable<IChainedRecord>> records) => package is null
        ? null
        : new RecordHistory(new RecordBook<IChainedRecord> { Records = [.. records(package.Value)] }, RecordVersions.Numbers(package.Versions.Where(version => version.IsThere).Select(version => version.Version)));

    private static string? Model<T>(string id, BookKind<T> kind)
        where T : class, IChainedRecord => kind.Id("") is var end && id.Length > end.Length && id.EndsWith(end, StringComparison.OrdinalIgnoreCase) ? id[..^end.Length] : null;
}
