using ModelPack.Core.Attestations;
using ModelPack.Core.Packing;

namespace ModelPack.Core.Checklists.G7;

/// <summary>SLP: the package as a whole.</summary>
internal static class SystemElements
{
    private const string Signature = "Set ModelPackInputOutput; models in ONNX's formats tell it themselves.";

    /// <summary>The elements by identifier.</summary>
    public static IEnumerable<(string Id, Finding Finding)> Of(G7Facts facts)
    {
        ModelManifest manifest = facts.Manifest;
        yield return ("SLP-01", Finding.Of(manifest.Id, "id", "Set PackageId."));
        yield return ("SLP-02", Components(facts));
        yield return ("SLP-03", Finding.Of(manifest.Producer, "producer", "Set Company or Authors (or ModelPackProducer, where it is neither)."));
        yield return ("SLP-04", Finding.Of(manifest.Version, "version", "Set Version."));
        yield return ("SLP-05", Finding.Of(Time(manifest.Created), "created", "Pack in a git checkout with a commit, or set SOURCE_DATE_EPOCH."));
        yield return ("SLP-06", Finding.Of(manifest.DataFlow, "dataFlow", "Set ModelPackDataFlow: how data flows into, through and out of the model where it is used."));
        yield return ("SLP-07", Finding.Of(manifest.DataUsage, "dataUsage", "Set ModelPackDataUsage: how the model uses data, personal data in particular."));
        yield return ("SLP-08", InputOutput(facts));
        yield return ("SLP-09", Finding.Of(manifest.ApplicationArea, "applicationArea", "Set ModelPackApplicationArea."));
    }

    /// <summary>What the models take and give. The types are those in the files; that the model runs on them, the build found.</summary>
    public static Finding InputOutput(G7Facts facts)
    {
        ModelEntry[] told = [.. facts.Models.Where(model => model.Signature is not null)];
        if (told.Length == 0)
        {
            return Finding.Of(facts.Manifest.InputOutput, "inputOutput", Signature);
        }

        string value = string.Join("; ", told.Select(model =>
            $"{(told.Length > 1 ? $"{model.File}: " : "")}{Values(model.Signature!.Inputs)} -> {Values(model.Signature.Outputs)}"));
        return told.Length == facts.Models.Count && told.All(facts.Ran)
            ? Finding.Stated(value, "The build says that it ran every model on inputs of these types; the files are those that it names.")
            : Finding.Stated(value, "modelpack.json: models[].signature");
    }

    internal static string? Time(DateTimeOffset? time) => time is { } known ? JsonDocuments.Time(known) : null;

    private static Finding Components(G7Facts facts)
    {
        ModelManifest manifest = facts.Manifest;
        int packages = manifest.Environment?.Packages?.Values.Sum(ecosystem => ecosystem.Count) ?? 0;
        string value = string.Join(", ", new[]
        {
            Count(facts.Files.Count, "file"),
            Count(manifest.Parts.Present().Count(), "model package"),
            Count(manifest.Endpoints.Present().Count(), "hosted model"),
            Count(manifest.Data.Present().Count(), "data set"),
            Count(packages, "library version"),
        }.OfType<string>());
        if (value.Length == 0)
        {
            return Finding.Missing("The package holds nothing. Put the model's files into the project, or name its parts.");
        }

        // What is elsewhere was not looked at.
        return facts.DigestHolds && !manifest.Parts.Present().Any() && !manifest.Endpoints.Present().Any()
            ? Finding.Proven(value, "Every file of the manifest was digested, and together they have the model's digest. Data sets and libraries are stated.")
            : Finding.Stated(value, "modelpack.json: files, parts, endpoints, data, environment");
    }

    private static string? Count(int count, string what) => count == 0 ? null : Counts.Text(count, what);

    private static string Values(IEnumerable<ModelValue> values) => string.Join(", ", values.Present().Select(value => $"{value.Name}: {TypeNames.Of(value.Inferred ?? value.Type)}"));
}
