using System.Globalization;
using System.Text.Json;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Lineage;
using ModelPack.Core.Projects;

namespace ModelPack.Core.Manifests;

/// <summary>Facts that a project gives as items and properties, merged with those imported: what the project says itself wins.</summary>
internal sealed class ManifestItems(ModelProject project, ICollection<Problem> problems)
{
    public IReadOnlyList<ModelMetric> Metrics(IEnumerable<ImportedFacts> imports)
    {
        Dictionary<(string Name, string? Dataset, string? Split), ModelMetric> metrics = [];
        foreach ((string name, double value) in imports.SelectMany(facts => facts.Metrics))
        {
            metrics[(name, null, null)] = new ModelMetric { Name = name, Value = value };
        }

        foreach (ModelItem item in Of(ModelItemKind.Metric))
        {
            (string, string?, string?) key = (item.Include, item.Get("Dataset"), item.Get("Split"));
            double? value = Number(item, "Value") ?? (metrics.TryGetValue((item.Include, null, null), out ModelMetric? imported) ? imported.Value : null);
            if (value is null)
            {
                string known = metrics.Count == 0 ? "" : $", or name one of the imported metrics: {string.Join(", ", metrics.Values.Select(metric => metric.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(20))}";
                problems.Add(new Problem(DiagnosticCodes.MissingMetadata, $"ModelMetric '{item.Include}' has no Value. Set Value on the item{known}.", project.ProjectFile));
                continue;
            }

            // The item says more of the imported metric of that name.
            metrics.Remove((item.Include, null, null));
            metrics[key] = new ModelMetric { Name = item.Include, Value = value.Value, Dataset = key.Item2, Split = key.Item3, HigherIsBetter = Flag(item, "HigherIsBetter") };
        }

        return [.. metrics.Values.OrderBy(metric => metric.Name, StringComparer.Ordinal).ThenBy(metric => metric.Dataset, StringComparer.Ordinal).ThenBy(metric => metric.Split, StringComparer.Ordinal)];
    }

    public ModelConfiguration? Configuration(IEnumerable<ImportedFacts> imports)
    {
        SortedDictionary<string, JsonElement> hyperparameters = new(StringComparer.Ordinal);
        SortedDictionary<string, JsonElement> features = new(StringComparer.Ordinal);
        SortedDictionary<string, JsonElement> arguments = new(StringComparer.Ordinal);
        foreach ((string name, JsonElement value) in imports.SelectMany(facts => facts.Hyperparameters))
        {
            hyperparameters[name] = value;
        }

        foreach (ModelItem item in Of(ModelItemKind.Hyperparameter))
        {
            SortedDictionary<string, JsonElement>? kind = item.Get("Kind") switch
            {
                null or "Hyperparameter" => hyperparameters,
                "FeatureEngineering" => features,
                "TrainingArgument" => arguments,
                _ => null,
            };
            if (kind is null)
            {
                problems.Add(Bad(item, "Kind", "is none of Hyperparameter, FeatureEngineering and TrainingArgument"));
            }
            else if (item.Get("Value") is not { } value)
            {
                problems.Add(Missing(item, "Value"));
            }
            else
            {
                kind[item.Include] = ScalarValues.Setting(value);
            }
        }

        return hyperparameters.Count + features.Count + arguments.Count == 0 ? null : new ModelConfiguration
        {
            Hyperparameters = hyperparameters.Count > 0 ? hyperparameters : null,
            FeatureEngineering = features.Count > 0 ? features : null,
            TrainingArguments = arguments.Count > 0 ? arguments : null,
        };
    }

    public ModelTraining? Training()
    {
        string[] experiments = project.ExperimentUrl?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        return project.TrainingAuthor is null && project.TrainingDuration is null && project.Compute is null && experiments.Length == 0 ? null : new ModelTraining
        {
            Author = project.TrainingAuthor,
            Duration = project.TrainingDuration,
            Compute = project.Compute,
            Experiments = experiments.Length > 0 ? [.. experiments] : null,
        };
    }

    public IEnumerable<ModelEndpoint> Endpoints() => Of(ModelItemKind.Endpoint)
        .Select(item => new ModelEndpoint { Name = item.Include, Provider = item.Get("Provider"), Snapshot = item.Get("Snapshot"), Parameters = item.Get("Parameters") })
        .OrderBy(endpoint => endpoint.Name, StringComparer.Ordinal);

    public IEnumerable<ModelPart> Parts() => Of(ModelItemKind.Part)
        .Select(item => new ModelPart { Id = item.Include, Version = item.Get("Version") ?? "" })
        .OrderBy(part => part.Id, StringComparer.Ordinal);

    private IEnumerable<ModelItem> Of(ModelItemKind kind) => project.Items.Where(item => item.Kind == kind);

    private double? Number(ModelItem item, string name)
    {
        if (item.Get(name) is not { } text)
        {
            return null;
        }

        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value))
        {
            return value;
        }

        problems.Add(Bad(item, name, "is no number (use a decimal point)"));
        return double.NaN;
    }

    private bool? Flag(ModelItem item, string name)
    {
        if (item.Get(name) is not { } text)
        {
            return null;
        }

        if (bool.TryParse(text, out bool flag))
        {
            return flag;
        }

        problems.Add(Bad(item, name, "is neither true nor false"));
        return null;
    }

    private Problem Bad(ModelItem item, string name, string complaint) =>
        new(DiagnosticCodes.BadMetadata, $"{name}=\"{item.Get(name)}\" of Model{item.Kind} '{item.Include}' {complaint}. Correct it.", project.ProjectFile);

    private Problem Missing(ModelItem item, string name) =>
        new(DiagnosticCodes.MissingMetadata, $"Model{item.Kind} '{item.Include}' has no {name}. Set {name} on the item.", project.ProjectFile);
}
