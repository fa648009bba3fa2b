using System.Globalization;
using System.Text.Json;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Lineage;
using ModelPack.Core.Lineage.Merging;
using ModelPack.Core.Lineage.Privacy;
using ModelPack.Core.Projects;

namespace ModelPack.Core.Manifests;

/// <summary>Facts that a project gives as items and properties, merged with those imported: what the project says itself wins.</summary>
internal sealed partial class ManifestItems(ModelProject project, FactMerge merge, ICollection<Problem> problems)
{
    public IReadOnlyList<ModelMetric> Metrics()
    {
        Dictionary<(string Name, string? Dataset, string? Split), ModelMetric> metrics = merge.Facts.Metrics.ToDictionary(metric => (metric.Name, metric.Dataset, metric.Split));
        foreach (ModelItem item in Of(ModelItemKind.Metric))
        {
            (string Name, string? Dataset, string? Split) key = (item.Include, item.Get("Dataset"), item.Get("Split"));
            ModelMetric? imported = metrics.GetValueOrDefault(key) ?? metrics.GetValueOrDefault((item.Include, null, null));
            double? stated = Number(item, "Value");
            if ((stated ?? imported?.Value) is not { } value)
            {
                string known = metrics.Count == 0 ? "" : $", or name one of the imported metrics: {string.Join(", ", metrics.Values.Select(metric => metric.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(20))}";
                problems.Add(new Problem(DiagnosticCodes.MissingMetadata, $"ModelMetric '{item.Include}' has no Value. Set Value on the item{known}.", project.ProjectFile));
                continue;
            }

            // The item says more of the imported metric of that name.
            if (imported is not null)
            {
                metrics.Remove((imported.Name, imported.Dataset, imported.Split));
                string name = FactSections.Metric(imported);
                if (stated is { } own && !own.Equals(imported.Value) && merge.By(FactSections.Metrics, name) is { } by)
                {
                    merge.Contradictions.Add($"metric '{item.Include}'", own.ToString(CultureInfo.InvariantCulture), null, imported.Value.ToString(CultureInfo.InvariantCulture), by);
                }

                if (stated is not null)
                {
                    merge.Origins.Note(FactSections.Metrics, name, FactOrigins.Project);
                }
            }
            else
            {
                merge.Origins.Note(FactSections.Metrics, item.Include, FactOrigins.Project);
            }

            metrics[key] = new ModelMetric
            {
                Name = item.Include,
                Value = value,
                Dataset = key.Dataset,
                Split = key.Split,
                HigherIsBetter = Flag(item, "HigherIsBetter") ?? imported?.HigherIsBetter,
                Kind = MetricKind(item),
                Min = Number(item, "Min"),
                Max = Number(item, "Max"),
                History = stated is null ? imported?.History : null,
            };
        }

        return [.. metrics.Values.OrderBy(metric => metric.Name, StringComparer.Ordinal).ThenBy(metric => metric.Dataset, StringComparer.Ordinal).ThenBy(metric => metric.Split, StringComparer.Ordinal)];
    }

    public ModelConfiguration? Configuration()
    {
        SortedDictionary<string, JsonElement> hyperparameters = new(merge.Facts.Hyperparameters, StringComparer.Ordinal);
        SortedDictionary<string, JsonElement> features = new(StringComparer.Ordinal);
        SortedDictionary<string, JsonElement> arguments = new(merge.Facts.TrainingArguments, StringComparer.Ordinal);
        foreach (ModelItem item in Of(ModelItemKind.Hyperparameter))
        {
            (SortedDictionary<string, JsonElement>? kind, string section) = item.Get("Kind") switch
            {
                null or "Hyperparameter" => (hyperparameters, FactSections.Hyperparameters),
                "FeatureEngineering" => (features, "configuration.featureEngineering"),
                "TrainingArgument" => (arguments, FactSections.TrainingArguments),
                _ => (null, ""),
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
                Set(kind, section, item.Include, ScalarValues.Setting(value));
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
        ModelTraining training = merge.Facts.Training;
        training.Author = Own(project.TrainingAuthor, training.Author, FactSections.Training, "author");
        training.Duration = Own(project.TrainingDuration, training.Duration, FactSections.Training, "duration");
        training.Compute = Own(project.Compute, training.Compute, FactSections.Training, "compute");
        training.Started = Time(project.Statements.TrainingStarted, training.Started, "started");
        training.Ended = Time(project.Statements.TrainingEnded, training.Ended, "ended");
        training.Energy = project.Statements.TrainingEnergy;
        string[] experiments = project.ExperimentUrl?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        training.Experiments = [.. experiments, .. (training.Experiments ?? []).Except(experiments, StringComparer.Ordinal)];
        training.Experiments = training.Experiments.Count > 0 ? training.Experiments : null;
        foreach (string experiment in experiments)
        {
            merge.Origins.Note(FactSections.Training, experiment, FactOrigins.Project);
        }

        return training is { Author: null, Started: null, Ended: null, Duration: null, Compute: null, Energy: null, Experiments: null } ? null : training;
    }

    /// <summary>The data sets of the project's items, completed by and together with the imported ones.</summary>
    public IReadOnlyList<ModelDataset> Data(IReadOnlyList<ModelDataset> own)
    {
        List<ModelDataset> all = [.. own];
        foreach (ModelDataset imported in merge.Facts.Data)
        {
            if (own.FirstOrDefault(data => data.Name == imported.Name && (data.Role is null || imported.Role is null || data.Role == imported.Role)) is not { } stated)
            {
                all.Add(imported);
                continue;
            }

            string digest = stated.Digest ?? "";
            if (DatasetMerge.Fill(stated, imported) && merge.By(FactSections.Data, imported.Name) is { } by)
            {
                merge.Contradictions.Add($"the digest of data set '{imported.Name}'", digest, null, imported.Digest!, by);
            }

            merge.Origins.Note(FactSections.Data, imported.Name, FactOrigins.Project);
        }

        foreach (ModelDataset data in own)
        {
            merge.Origins.Note(FactSections.Data, data.Name, FactOrigins.Project);
        }

        return [.. all.OrderBy(data => data.Name, StringComparer.Ordinal).ThenBy(data => data.Role, StringComparer.Ordinal)];
    }

    /// <summary>The project's licence, else the imported one.</summary>
    public string? License()
    {
        if (project.License is { } own && merge.Facts.License is { } imported && !own.Equals(imported, StringComparison.OrdinalIgnoreCase) && merge.By(FactSections.License, "") is { } by)
        {
            merge.Contradictions.Add("the licence", own, null, imported, by);
        }

        return Own(project.License, merge.Facts.License, FactSections.License, "");
    }

    public IEnumerable<ModelEndpoint> Endpoints() => Of(ModelItemKind.Endpoint)
        .Select(item => new ModelEndpoint { Name = item.Include, Provider = item.Get("Provider"), Snapshot = item.Get("Snapshot"), Parameters = item.Get("Parameters") })
        .OrderBy(endpoint => endpoint.Name, StringComparer.Ordinal);

    public IEnumerable<ModelPart> Parts() => Of(ModelItemKind.Part)
        .Select(item => new ModelPart { Id = item.Include, Version = item.Get("Version") ?? "" })
        .OrderBy(part => part.Id, StringComparer.Ordinal);

    private string? Own(string? own, string? imported, string section, string name)
    {
        if (own is not null)
        {
            merge.Origins.Note(section, name, FactOrigins.Project);
        }

        return own ?? imported;
    }

    private void Set(SortedDictionary<string, JsonElement> settings, string section, string name, JsonElement value)
    {
        if (settings.TryGetValue(name, out JsonElement imported) && merge.By(section, name) is { } by && !FactMerge.Same(value, imported))
        {
            merge.Contradictions.Add($"{(section == FactSections.TrainingArguments ? "training argument" : "hyperparameter")} '{name}'", Secrets.IsSecret(name, value.ToString()) ? Secrets.Mask : Secrets.Without(value.ToString()), null, imported.ToString(), by);
        }

        merge.Origins.Note(section, name, FactOrigins.Project);
        settings[name] = value;
    }

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
