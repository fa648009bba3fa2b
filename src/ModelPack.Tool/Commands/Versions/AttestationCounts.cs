using ModelPack.Core.Packing;
using ModelPack.Core.Records;
using ModelPack.Feeds.History;

namespace ModelPack.Tool.Commands.Versions;

/// <summary>How many attestations of which type there are, what went wrong first.</summary>
internal static class AttestationCounts
{
    private static readonly string[] s_order =
        [AttestationTypes.Incident, AttestationTypes.Correction, AttestationTypes.Evaluation, AttestationTypes.Validation, AttestationTypes.Approval, AttestationTypes.Confirmation, AttestationTypes.Deprecation];

    /// <summary>In words: <c>1 incident, 2 evaluations</c>. What deprecates is told by itself.</summary>
    public static string? InWords(IReadOnlyList<VersionAttestation> attestations) =>
        Of(attestations.Where(attestation => attestation.Record.Type != AttestationTypes.Deprecation)) is { Length: > 0 } counts ? string.Join(", ", counts.Select(count => Counts.Text(count.Count, count.Type))) : null;

    /// <summary>For programs: <c>incident=1 evaluation=2</c>.</summary>
    public static string ForPrograms(IReadOnlyList<VersionAttestation> attestations) => string.Join(' ', Of(attestations).Select(count => FormattableString.Invariant($"{count.Type}={count.Count}")));

    private static (string Type, int Count)[] Of(IEnumerable<VersionAttestation> attestations) =>
    [
        .. attestations
            .GroupBy(attestation => attestation.Record.Type, StringComparer.Ordinal)
            .Select(group => (Type: group.Key, Count: group.Count()))
            .OrderBy(count => Array.IndexOf(s_order, count.Type) is >= 0 and var place ? place : s_order.Length)
            .ThenBy(count => count.Type, StringComparer.Ordinal),
    ];
}
