namespace ModelPack.Feeds.Records;

/// <summary>What a package of records holds, as it was read.</summary>
/// <typeparam name="T">Its history.</typeparam>
/// <param name="Value">The history of its newest version.</param>
/// <param name="Sequence">The number of that version.</param>
/// <param name="Versions">All versions that the source knows of.</param>
/// <param name="Gaps">Records whose versions are not on the source.</param>
internal sealed record RecordPackage<T>(T Value, int Sequence, IReadOnlyList<StoredVersion> Versions, IReadOnlyList<int> Gaps);
