using ModelPack.Core.Attestations;
using ModelPack.Core.Packing;

namespace ModelPack.Core.Checklists.G7;

/// <summary>MDL: the model.</summary>
internal static class ModelElements
{
    /// <summary>The elements by identifier.</summary>
    public static IEnumerable<(string Id, Finding Finding)> Of(G7Facts facts)
    {
        ModelManifest manifest = facts.Manifest;
        string purl = PackageUrls.NuGet(manifest.Id, manifest.Version);
        yield return ("MDL-01", Finding.Of(manifest.Id, "id", "Set PackageId."));
        yield return ("MDL-02", facts.DigestHolds
            ? Finding.Proven($"{purl}, {manifest.Digest}", "The digest was computed from the bytes of every file.")
            : Finding.Stated($"{purl}, {manifest.Digest}", "modelpack.json: id, version, digest"));
        yield return ("MDL-03", Finding.Of(manifest.Version, "version", "Set Version."));
        yield return ("MDL-04", (manifest.Training?.Ended ?? manifest.Training?.Started) is { } trained
            ? Finding.Stated(SystemElements.Time(trained)!, "modelpack.json: training")
            : Finding.Of(SystemElements.Time(manifest.Created), "created", "Set ModelPackTrainingEnded, name the run in a ModelLineage item, or pack in a git checkout with a commit."));
        yield return ("MDL-05", manifest.Producer is null
            ? Finding.Of(manifest.Training?.Author, "training.author", "Set Company or Authors (or ModelPackProducer), or ModelPackAuthor.")
            : Finding.Stated(manifest.Producer, "modelpack.json: producer"));
        yield return ("MDL-06", manifest.Description is null && manifest.Card is { } card
            ? Finding.Stated(card.Path, "modelpack.json: card")
            : Finding.Of(manifest.Description, "description", "Set Description, or write a model card (MODEL_CARD.md)."));
        yield return ("MDL-07", Hashes(facts, file => $"{file.Path}: {file.Sha256}"));
        yield return ("MDL-08", Hashes(facts, _ => "SHA-256"));
        yield return ("MDL-09", Properties(manifest, facts.Models));
        yield return ("MDL-10", SystemElements.InputOutput(facts));
        yield return ("MDL-11", Training(manifest));
        yield return ("MDL-12", Finding.Of(manifest.License, "license", "Set PackageLicenseExpression."));
        yield return ("MDL-13", References(facts));
    }

    private static Finding Hashes(G7Facts facts, Func<ModelFile, string> text)
    {
        if (facts.Weights.Count == 0)
        {
            return Finding.Missing("The package has no files of its own. Add the model's files, or look at the parts of the system.");
        }

        string value = string.Join(", ", facts.Weights.Select(text).Distinct(StringComparer.Ordinal));
        ModelFile[] unverified = [.. facts.Weights.Where(file => !facts.Verified(file))];
        return unverified.Length == 0
            ? Finding.Proven(value, "The bytes were digested and have this digest.")
            : Finding.Stated(value, $"modelpack.json: files[].sha256; not checked: {string.Join(", ", unverified.Take(5).Select(file => file.Path))}{(unverified.Length > 5 ? ", …" : "")}");
    }

    private static Finding Properties(ModelManifest manifest, IReadOnlyList<ModelEntry> models)
    {
        ModelArchitecture? architecture = manifest.Architecture;
        if (architecture is not { Name: not null } and not { Family: not null } and not { Task: not null })
        {
            return Finding.Missing("Set ModelPackArchitecture and ModelPackTask, or name a source that tells them in a ModelLineage item (a config.json or model card of Hugging Face).");
        }

        string[] unsaid = [.. new[]
        {
            architecture.Explainability is null ? "ModelPackExplainability" : null,
            architecture.Autonomy is null ? "ModelPackAutonomy" : null,
            manifest.Training?.Energy is null ? "ModelPackTrainingEnergy" : null,
        }.OfType<string>()];
        return Finding.Stated(
            Join("; ",
                architecture.Name ?? architecture.Family,
                architecture.Task,
                models.Count > 0 ? models[0].Format : null,
                Named("explainability", architecture.Explainability),
                Named("autonomy", architecture.Autonomy),
                Named("energy of the training", manifest.Training?.Energy)),
            "modelpack.json: architecture, training.energy",
            unsaid.Length == 0 ? null : $"It can say more: {string.Join(", ", unsaid)}.");
    }

    private static Finding Training(ModelManifest manifest)
    {
        ModelConfiguration? configuration = manifest.Configuration;
        string value = Join(", ",
            Count(configuration?.Hyperparameters?.Count, "hyperparameters"),
            Count(configuration?.FeatureEngineering?.Count, "settings of feature engineering"),
            Count(configuration?.TrainingArguments?.Count, "training arguments"),
            Count(manifest.Pipeline?.Count, "pipeline stages"),
            Named("preprocessing", Join(", ", [.. manifest.Data.Present().Select(data => data.PreprocessingVersion).Distinct(StringComparer.Ordinal)])),
            Named("made from", Join(", ", [.. manifest.BaseModel.Present().Select(model => model.Name)])));
        return Finding.Of(value, "configuration, pipeline, data[].preprocessingVersion, baseModel", "Put a params.yaml or params.json beside the project, add ModelHyperparameter items, or name the run in a ModelLineage item.");
    }

    private static Finding References(G7Facts facts)
    {
        ModelManifest manifest = facts.Manifest;
        string value = Join(", ",
        [
            Named("card", manifest.Card?.Path),
            manifest.ProjectUrl,
            manifest.Code?.Repository,
            manifest.TrainingCode?.Repository,
            .. manifest.Training?.Experiments.Present() ?? [],
            .. manifest.Registry.Present().Select(entry => $"{entry.Registry} {entry.Name} {entry.Version}".Trim()),
            .. manifest.BaseModel.Present().Select(model => model.Uri),
        ]);
        value = value.Length > 0 && facts.StatementHolds ? $"{value}, {PackageLayout.Provenance}" : value;
        return Finding.Of(value, "card, projectUrl, code, training.experiments, registry", "Write a model card (MODEL_CARD.md), set PackageProjectUrl or ModelPackExperimentUrl, or pack in a git checkout with a remote.");
    }

    private static string Join(string separator, params IEnumerable<string?> parts) => string.Join(separator, parts.Where(part => !string.IsNullOrWhiteSpace(part)).Distinct(StringComparer.Ordinal));

    private static string? Named(string name, string? value) => string.IsNullOrWhiteSpace(value) ? null : $"{name}: {value}";

    private static string? Count(int? count, string what) => count is > 0 ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{count} {what}") : null;
}
