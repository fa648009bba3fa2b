using System.Globalization;

namespace ModelPack.Core.Records;

/// <summary>What a manifest and attestations say of a version's quality.</summary>
internal static class GateEvidence
{
    private static readonly string[] Outcomes = [ModelValidationOutcomes.Loads, ModelValidationOutcomes.Runs, ModelValidationOutcomes.Matches];

    /// <summary>The attestations of the version that count, the oldest first.</summary>
    public static IReadOnlyList<SignedAttestation> Of(ReleasePolicy policy, PolicyStage rules, RecordSubject subject, GateInput input) =>
        [.. input.Attestations.Where(attestation => attestation.Record.Subject.IsSameAs(subject) && (!rules.SignedEvidence || attestation.SignedBy(policy.Approvers) is not null))];

    public static GateResult Metric(MetricGate gate, ModelManifest manifest, IReadOnlyList<SignedAttestation> evidence)
    {
        string rule = $"{gate.Name}{(gate.Dataset is null ? "" : $" on {gate.Dataset}")}{(gate.Split is null ? "" : $" ({gate.Split})")} is {Range(gate)}";

        // A later measurement of the same thing counts instead of an earlier one.
        Dictionary<(string?, string?), (double Value, string Source)> values = [];
        string? elsewhere = null;
        foreach ((ModelMetric metric, string source) in (manifest.Metrics ?? []).Select(metric => (metric, "the manifest"))
            .Concat(evidence.Where(attestation => attestation.Record.Type is AttestationTypes.Evaluation or AttestationTypes.Correction)
                .SelectMany(attestation => (attestation.Record.Metrics ?? []).Select(metric => (metric, $"attestation {attestation.Record.Sequence}")))))
        {
            if (metric.Name != gate.Name)
            {
                continue;
            }

            if ((gate.Dataset is null || gate.Dataset == metric.Dataset) && (gate.Split is null || gate.Split == metric.Split))
            {
                values[(metric.Dataset, metric.Split)] = (metric.Value, source);
            }
            else
            {
                // A number without a data set may be of any: it is no proof for one.
                elsewhere = string.Create(CultureInfo.InvariantCulture, $"though {source} says {metric.Value} {Where(metric)}: state it for that data set ('attest --type evaluation --dataset …'), or change the rule");
            }
        }

        if (values.Count == 0)
        {
            return new GateResult("metric", rule, false, elsewhere is null ? "nothing tells it" : $"nothing tells it, {elsewhere}");
        }

        // Where the rule leaves open which data set, it holds for each.
        (double value, string from) = values.Values.FirstOrDefault(entry => !IsIn(gate, entry.Value), values.Values.First());
        return new GateResult("metric", rule, IsIn(gate, value), string.Create(CultureInfo.InvariantCulture, $"{from} says {value}"));
    }

    public static GateResult Validation(ValidationGate gate, ModelManifest manifest, IReadOnlyList<SignedAttestation> evidence)
    {
        string where = string.Join(", ", new[] { gate.Hardware, gate.ExecutionProvider, gate.Runtime is null ? null : $"ONNX Runtime {gate.Runtime}" }.Where(part => part is not null));
        string rule = $"{gate.Outcome} on {(where.Length == 0 ? "any hardware" : where)}";
        AttestationRecord? attested = evidence.Select(attestation => attestation.Record)
            .LastOrDefault(record => record.Type == AttestationTypes.Validation && record.Validation is { } found
                && Fits(gate.Hardware, found.Hardware) && Fits(gate.ExecutionProvider, found.ExecutionProvider) && Fits(gate.Runtime, found.Runtime));
        if (attested is not null)
        {
            return new GateResult("validation", rule, IsEnough(gate, attested.Validation!.Outcome), $"attestation {attested.Sequence} says '{attested.Validation.Outcome}'");
        }

        // A manifest does not know the hardware. Each of its models must have been run there.
        if (gate.Hardware is null && manifest.Models.Count > 0)
        {
            List<string> outcomes = [.. manifest.Models.Select(model => (model.Validations ?? [])
                .Where(found => Fits(gate.ExecutionProvider, found.ExecutionProvider) && Fits(gate.Runtime, found.Runtime))
                .Select(found => found.Outcome)
                .MaxBy(outcome => Array.IndexOf(Outcomes, outcome)) ?? ModelValidationOutcomes.NotValidated)];
            string worst = outcomes.MinBy(outcome => Array.IndexOf(Outcomes, outcome))!;
            return new GateResult("validation", rule, IsEnough(gate, worst), $"the manifest says '{worst}'");
        }

        return new GateResult("validation", rule, false, "nothing tells it");
    }

    private static string Where(ModelMetric metric) =>
        $"{(metric.Dataset is null ? "without a data set" : $"on {metric.Dataset}")}{(metric.Split is null ? "" : $" ({metric.Split})")}";

    private static bool Fits(string? wanted, string? found) => wanted is null || wanted.Equals(found, StringComparison.OrdinalIgnoreCase);

    private static bool IsEnough(ValidationGate gate, string outcome) => Array.IndexOf(Outcomes, outcome) >= Array.IndexOf(Outcomes, gate.Outcome);

    private static bool IsIn(MetricGate gate, double value) => double.IsFinite(value) && !(value < gate.Min) && !(value > gate.Max);

    private static string Range(MetricGate gate) => gate switch
    {
        { Min: { } min, Max: { } max } => string.Create(CultureInfo.InvariantCulture, $"between {min} and {max}"),
        { Min: { } min } => string.Create(CultureInfo.InvariantCulture, $"at least {min}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"at most {gate.Max}"),
    };
}
