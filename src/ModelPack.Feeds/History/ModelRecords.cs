using ModelPack.Core.Diagnostics;
using ModelPack.Core.Records;
using ModelPack.Feeds.Records;

namespace ModelPack.Feeds.History;

/// <summary>Everything that records say of a model. What it holds was checked.</summary>
/// <param name="Aliases">Its aliases with their histories.</param>
/// <param name="Attestations">What was attested of its versions, the oldest first.</param>
/// <param name="Revocations">Its revoked versions, the oldest first.</param>
/// <param name="Deployments">Where its versions were deployed, the oldest first.</param>
/// <param name="Problems">Records that cannot be read or cannot be right (errors), gaps of retention and clocks that disagree (warnings).</param>
public sealed record ModelRecords(
    IReadOnlyList<AliasState> Aliases,
    IReadOnlyList<SignedAttestation> Attestations,
    IReadOnlyList<RevocationRecord> Revocations,
    IReadOnlyList<DeploymentRecord> Deployments,
    IReadOnlyList<Problem> Problems)
{
    /// <summary>What each alias serves, on each of the sources.</summary>
    public IReadOnlyList<ModelAlias> Served { get; init; } = [];

    /// <summary>The names of the sources that were asked.</summary>
    public IReadOnlyList<string> Asked { get; init; } = [];

    /// <summary>The names of the sources that have a record, by its digest.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Sources { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>The names of the sources that have a record.</summary>
    /// <param name="record">The record.</param>
    public IReadOnlyList<string> SourcesOf(IChainedRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return Sources.GetValueOrDefault(record.ComputeDigest()) ?? [];
    }

    /// <summary>Whether everything could be read.</summary>
    public bool IsComplete => Problems.All(problem => problem.Severity != ProblemSeverity.Error);
}
