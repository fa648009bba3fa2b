using System.Globalization;
using ModelPack.Core.Attestations;

namespace ModelPack.Core.Checklists.G7;

/// <summary>INF, SP and KPI: what the model needs, how it is secured, how well it does.</summary>
internal static class UseElements
{
    /// <summary>The elements by identifier.</summary>
    public static IEnumerable<(string Id, Finding Finding)> Of(G7Facts facts)
    {
        ModelManifest manifest = facts.Manifest;
        ModelSecurity? security = manifest.Security;
        yield return ("INF-01", Software(facts));
        yield return ("INF-02", Finding.Of(manifest.Hardware, "hardware", "Set ModelPackHardware: what the model needs to run."));
        yield return ("SP-01", Finding.Of(security?.Controls, "security.controls", "Set ModelPackSecurityControls."));
        yield return ("SP-02", Finding.Of(security?.Compliance, "security.compliance", "Set ModelPackSecurityCompliance."));
        yield return ("SP-03", Finding.Of(security?.PolicyUrl, "security.policyUrl", "Set ModelPackSecurityPolicyUrl to the address of the policy for reporting vulnerabilities (e.g. a security.txt)."));
        yield return ("SP-04", Finding.Of(security?.VulnerabilitiesUrl, "security.vulnerabilitiesUrl", "Set ModelPackVulnerabilitiesUrl to the address of what is known of vulnerabilities (advisories, VEX)."));
        yield return ("KPI-01", Metrics(manifest, metric => IsSecurity(metric), "Add a ModelMetric item with Kind=\"Security\", e.g. the accuracy on manipulated input, with its threshold as Min or Max."));
        yield return ("KPI-02", Metrics(manifest, metric => !IsSecurity(metric), "Put a metrics.json beside the project, add ModelMetric items, or name the run in a ModelLineage item."));
    }

    private static Finding Software(G7Facts facts)
    {
        string[] runtimes = [.. facts.Models.SelectMany(model => model.Validations.Present())
            .Where(validation => validation.Outcome != ModelValidationOutcomes.NotValidated && validation.Runtime.Length > 0)
            .Select(validation => $"ONNX Runtime {validation.Runtime} ({validation.ExecutionProvider})").Distinct(StringComparer.Ordinal)];
        string? stated = facts.Manifest.Software;
        if (runtimes.Length == 0)
        {
            return Finding.Of(stated, "software", "Set ModelPackSoftware: what the model needs to run.");
        }

        string value = string.Join("; ", new[] { stated }.OfType<string>().Concat(runtimes));
        return facts.Models.All(facts.Ran)
            ? Finding.Stated(value, "The build says that it ran every model in it; the files are those that it names.")
            : Finding.Stated(value, "modelpack.json: software, models[].validations");
    }

    private static bool IsSecurity(ModelMetric metric) => string.Equals(metric.Kind, ModelMetric.Security, StringComparison.OrdinalIgnoreCase);

    private static Finding Metrics(ModelManifest manifest, Func<ModelMetric, bool> which, string cure) => Finding.Of(
        string.Join(", ", manifest.Metrics.Present().Where(which).Select(metric => string.Create(CultureInfo.InvariantCulture, $"{metric.Name} {metric.Value}{Threshold(metric)}"))),
        "metrics",
        cure);

    private static string Threshold(ModelMetric metric) => (metric.Min, metric.Max) switch
    {
        ({ } min, { } max) => string.Create(CultureInfo.InvariantCulture, $" (accepted from {min} to {max})"),
        ({ } min, null) => string.Create(CultureInfo.InvariantCulture, $" (accepted from {min})"),
        (null, { } max) => string.Create(CultureInfo.InvariantCulture, $" (accepted up to {max})"),
        _ => "",
    };
}
