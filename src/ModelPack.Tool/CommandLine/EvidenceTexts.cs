using ModelPack.Feeds.History;

namespace ModelPack.Tool.CommandLine;

/// <summary>Who did something, and how sure that is, in words.</summary>
internal static class EvidenceTexts
{
    /// <summary>The words.</summary>
    /// <param name="actor">Who, as the record says.</param>
    /// <param name="source">Where that name comes from.</param>
    /// <param name="evidence">How sure it is.</param>
    /// <param name="provenBy">Whose key the policy says it is.</param>
    public static string Who(string actor, string? source, LogEvidence evidence, string? provenBy) => evidence switch
    {
        LogEvidence.Proven when provenBy is not null && provenBy != actor => $"{actor} (proven: {provenBy})",
        LogEvidence.Proven => $"{actor} (proven)",
        LogEvidence.Signed => $"{actor} (signed by a key that the policy does not list)",
        _ => $"{actor} (stated{(source is null ? "" : $", {source}")})",
    };
}
