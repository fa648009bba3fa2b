using ModelPack.Core.Records;

namespace ModelPack.Feeds.Records;

/// <summary>An alias as a source has it.</summary>
/// <param name="History">Its history.</param>
/// <param name="Published">When the source published its versions, by number, where it tells.</param>
/// <param name="Gaps">Numbers of records whose versions are not on the source.</param>
public sealed record AliasState(AliasHistory History, IReadOnlyDictionary<int, DateTimeOffset> Published, IReadOnlyList<int> Gaps);
