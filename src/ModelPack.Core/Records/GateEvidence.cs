using System.Globalization;

namespace ModelPack.Core.Records;

/// <summary>What a manifest and attestations say of a version's quality.</summary>
internal static class GateEvidence
{
    private static readonly string[] Outcomes = [ModelValidationOutcomes.Loads, ModelValidationOutcomes.Runs, ModelValidationOutcomes.Matches];

    private const int MostNamed = 3;

    /// <summary>
    /// The attestations of the version, the oldest first, each with why it does not count. Where only signed ones count, they go by the time that is signed, for nobody signs
    /// their order.
    /// </summary>
    public static IReadOnlyList<EvidenceFinding> Of(ReleasePolicy policy, PolicyStage rules, RecordSubject subject, GateInput input) =>
        [.. input.Attestations
            .Where(attestation => attestation.Record.Subject.Id.Equals(subject.Id, StringComparison.OrdinalIgnoreCase) && attestation.Record.Subject.Version.Equals(subject.Version, StringComparison.OrdinalIgnoreCase))
            .OrderBy(attestation => rules.SignedEvidence ? attestation.Record.Time : default)
            .Select(attestation => new EvidenceFinding(attestation, Obstacle(attestation, policy, rules, subject)))];

    public static GateResult Metric(MetricGate gate, ModelManifest manifest, IReadOnlyList<EvidenceFinding> evidence)
    {
        string rule = $"{gate.Name}{(gate.Dataset is null ? "" : $" on {gate.Dataset}")}{(gate.Split is null ? "" : $" ({gate.Split})")} is {Range(gate)}";

        // A later measurement of the same thing counts instead of an earlier one.
        Dictionary<(string?, string?), (double Value, string Source)> values = [];
        string? elsewhere = null;
        foreach ((ModelMetric metric, string source) in (manifest.Metrics ?? []).Select(metric => (metric, "the manifest"))
            .Concat(evidence.Where(finding => finding.Obstacle is null)
                .SelectMany(finding => Measured(finding.Record).Select(metric => (metric, $"attestation {finding.Record.Sequence}")))))
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

        string ignored = Ignored(evidence, record => Measured(record).Where(metric => metric.Name == gate.Name).Select(metric => string.Create(CultureInfo.InvariantCulture, $"{metric.Value} {Where(metric)}")));
        if (values.Count == 0)
        {
            string nothing = ignored.Length == 0 ? "nothing tells it" : "nothing that counts tells it";
            return new GateResult("metric", rule, false, (elsewhere is null ? nothing : $"{nothing}, {elsewhere}") + ignored);
        }

        // Where the rule leaves open which data set, it holds for each.
        (double value, string from) = values.Values.FirstOrDefault(entry => !IsIn(gate, entry.Value), values.Values.First());
        return new GateResult("metric", rule, IsIn(gate, value), string.Create(CultureInfo.InvariantCulture, $"{from} says {value}{(IsIn(gate, value) ? "" : ignored)}"));
    }

    public static GateResult Validation(ValidationGate gate, ModelManifest manifest, IReadOnlyList<EvidenceFinding> evidence)
    {
        string where = string.Join(", ", new[] { gate.Hardware, gate.ExecutionProvider, gate.Runtime is null ? null : $"ONNX Runtime {gate.Runtime}" }.Where(part => part is not null));
        string rule = $"{gate.Outcome} on {(where.Length == 0 ? "any hardware" : where)}";
        AttestationRecord? attested = evidence.Where(finding => finding.Obstacle is null).Select(finding => finding.Record).LastOrDefault(IsOfGate);
        string ignored = Ignored(evidence, record => IsOfGate(record) ? [$"'{record.Validation!.Outcome}'"] : []);
        if (attested is not null)
        {
            return Result(attested.Validation!.Outcome, $"attestation {attested.Sequence}");
        }

        // A manifest does not know the hardware. Each of its models must have been run there.
        if (gate.Hardware is null && manifest.Models.Count > 0)
        {
            List<string> outcomes = [.. manifest.Models.Select(model => (model.Validations ?? [])
                .Where(found => Fits(gate.ExecutionProvider, found.ExecutionProvider) && Fits(gate.Runtime, found.Runtime))
                .Select(found => found.Outcome)
                .MaxBy(outcome => Array.IndexOf(Outcomes, outcome)) ?? ModelValidationOutcomes.NotValidated)];
            string worst = outcomes.MinBy(outcome => Array.IndexOf(Outcomes, outcome))!;
            return Result(worst, "the manifest");
        }

        return new GateResult("validation", rule, false, ignored.Length == 0 ? "nothing tells it" : $"nothing that counts tells it{ignored}");

        bool IsOfGate(AttestationRecord record) => record is { Type: AttestationTypes.Validation, Validation: { } found }
            && Fits(gate.Hardware, found.Hardware) && Fits(gate.ExecutionProvider, found.ExecutionProvider) && Fits(gate.Runtime, found.Runtime);

        GateResult Result(string outcome, string source) => new("validation", rule, IsEnough(gate, outcome), $"{source} says '{outcome}'{(IsEnough(gate, outcome) ? "" : ignored)}");
    }

    private static string? Obstacle(SignedAttestation attestation, ReleasePolicy policy, PolicyStage rules, RecordSubject subject) =>
        !attestation.Record.Subject.IsSameAs(subject) ? $"it is of another content of {subject.Version} ({attestation.Record.Subject.Digest})"
        : !rules.SignedEvidence || attestation.SignedBy(policy.Approvers) is not null ? null
        : attestation.SignedBy(policy.Promoters) is { } promoter ? $"{promoter.Person.Name} is not among the approvers"
        : attestation.ExplainUnsigned(policy.Approvers);

    private static List<ModelMetric> Measured(AttestationRecord record) => record.Type is AttestationTypes.Evaluation or AttestationTypes.Correction ? record.Metrics ?? [] : [];

    /// <summary>What was found and does not count: whoever brought it must learn why.</summary>
    private static string Ignored(IReadOnlyList<EvidenceFinding> evidence, Func<AttestationRecord, IEnumerable<string>> found) => string.Concat(evidence
        .Where(finding => finding.Obstacle is not null)
        .SelectMany(finding => found(finding.Record).Select(what => FormattableString.Invariant(
            $"; attestation {finding.Record.Sequence} of {finding.Record.Actor.Name} ({finding.Record.Time:yyyy-MM-dd}), which says {what}, does not count: {finding.Obstacle}")))
        .TakeLast(MostNamed));

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
