using ModelPack.Core.Diagnostics;
using ModelPack.Core.Records;

namespace ModelPack.Feeds.Promotion;

/// <summary>A measurement that the policy will not count is told when it is made, not when somebody wants to promote.</summary>
internal static class EvidenceRule
{
    /// <summary>Says that a measurement does not count for stages that have a rule on it.</summary>
    /// <returns>A warning (MP5076), or <see langword="null"/> where it counts or no rule is on it.</returns>
    public static Problem? Explain(AttestationRequest request, AttestationRecord record)
    {
        if (request.Policy is not { } file || (request.Key is { } own && file.Policy.Approvers.Any(person => person.Holds(own.KeyId))))
        {
            return null;
        }

        string[] stages = [.. file.Policy.Stages.Where(stage => stage.SignedEvidence && IsOn(stage, record)).Select(stage => stage.Name)];
        string why = request.Key is { } key ? $"the key {RecordKey.Short(key.KeyId)} is of none of the approvers" : "it is not signed";
        return stages.Length == 0 ? null : new Problem(
            FeedDiagnosticCodes.IncompleteRecord,
            $"The {record.Type} is recorded, and does not count for {string.Join(", ", stages)} under the policy '{file.Path}': {why}, and only what {string.Join(", ", file.Policy.Approvers.Select(person => person.Name))} sign counts there. Attest it with the key of one of them (--key), or set 'signedEvidence' to false.",
            file.Path,
            Severity: ProblemSeverity.Warning);
    }

    private static bool IsOn(PolicyStage stage, AttestationRecord record) => record.Type switch
    {
        AttestationTypes.Evaluation or AttestationTypes.Correction => stage.Metrics.Any(gate => record.Metrics?.Exists(metric => metric.Name == gate.Name) == true),
        AttestationTypes.Validation => stage.Validations.Count > 0,
        _ => false,
    };
}
