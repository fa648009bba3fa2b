using ModelPack.Core.Diagnostics;
using ModelPack.Core.Records;
using ModelPack.Feeds.Configuration;
using ModelPack.Feeds.Records;
using NuGet.Configuration;

namespace ModelPack.Feeds.History;

/// <summary>Which sources have which records of a model.</summary>
internal sealed class RecordSources
{
    private readonly Dictionary<string, IReadOnlyList<string>> _byDigest = new(StringComparer.Ordinal);
    private readonly List<(PackageSource Source, AliasHistory History)> _aliases = [];

    /// <summary>The names of the sources, by the digest of a record.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> ByDigest => _byDigest;

    /// <summary>Takes what a source has of an alias.</summary>
    public void Add(PackageSource source, AliasState alias)
    {
        _aliases.Add((source, alias.History));
        Add(source, alias.History.Records);
    }

    /// <summary>Takes records of a source.</summary>
    public void Add(PackageSource source, IEnumerable<IChainedRecord> records)
    {
        foreach (string digest in records.Select(record => record.ComputeDigest()))
        {
            IReadOnlyList<string> before = _byDigest.GetValueOrDefault(digest) ?? [];
            _byDigest[digest] = before.Contains(source.Name) ? before : [.. before, source.Name];
        }
    }

    /// <summary>Aliases of which sources have different histories: neither goes on where the other ends.</summary>
    public IEnumerable<Problem> Forks()
    {
        foreach (IGrouping<string, (PackageSource Source, AliasHistory History)> group in _aliases.GroupBy(alias => alias.History.Alias, StringComparer.OrdinalIgnoreCase))
        {
            (PackageSource Source, AliasHistory History) longest = group.MaxBy(alias => alias.History.Records.Count);
            foreach ((PackageSource source, AliasHistory history) in group.Where(alias => !longest.History.Continues(alias.History)))
            {
                yield return Fork(longest.Source, longest.History, source, history);
            }
        }
    }

    private static Problem Fork(PackageSource one, AliasHistory history, PackageSource other, AliasHistory otherHistory)
    {
        // The first that differs; of one where the other has skipped the number, the newest.
        (PromotionRecord ours, PromotionRecord theirs) = history.Records
            .Join(otherHistory.Records, record => record.Sequence, record => record.Sequence, (first, second) => (First: first, Second: second))
            .FirstOrDefault(pair => pair.First.ComputeDigest() != pair.Second.ComputeDigest(), (First: history.Newest, Second: otherHistory.Newest));
        return new Problem(
            FeedDiagnosticCodes.ForkedAlias,
            $"The alias '{history.Alias}' has different histories on the sources {SourceName.Of(one)} and {SourceName.Of(other)}: {ours.AliasVersion} serves {ours.Model.Version} on the one, and {theirs.AliasVersion} serves {theirs.Model.Version} on the other. "
                + "A service gets what its source has. Promote a stage on one source only, and remove the alias from the other.",
            Severity: ProblemSeverity.Warning);
    }
}
