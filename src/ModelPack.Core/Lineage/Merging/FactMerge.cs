using System.Globalization;
using System.Text.Json;

namespace ModelPack.Core.Lineage.Merging;

/// <summary>
/// Puts what several sources say into one. Trackers, which saw the training, go before files that people keep, and among equals the one whose
/// path comes first; what the project itself says goes before all. Where two say different things of one fact, both are told.
/// </summary>
internal sealed class FactMerge
{
    private readonly Dictionary<string, ImportedFacts> _by = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ModelMetric> _metrics = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<ModelDataset>> _data = new(StringComparer.Ordinal);
    private int _index;

    private FactMerge(IReadOnlyList<ImportedFacts> sources, string projectFile)
    {
        Sources = sources;
        Contradictions = new Contradictions(projectFile);
    }

    /// <summary>The sources, in the order of precedence.</summary>
    public IReadOnlyList<ImportedFacts> Sources { get; }

    /// <summary>What they say together.</summary>
    public ImportedFacts Facts { get; } = new() { Source = new ModelLineageSource() };

    /// <summary>Where each fact came from.</summary>
    public FactOrigins Origins { get; } = new();

    /// <summary>Where they contradict each other.</summary>
    public Contradictions Contradictions { get; }

    /// <summary>Merges sources.</summary>
    /// <param name="sources">The sources, in any order.</param>
    /// <param name="projectFile">The full path of the project.</param>
    public static FactMerge Of(IEnumerable<ImportedFacts> sources, string projectFile)
    {
        FactMerge merge = new([.. sources.OrderByDescending(source => source.IsTracker).ThenBy(source => source.Source.File, StringComparer.Ordinal)], projectFile);
        foreach (ImportedFacts source in merge.Sources)
        {
            merge.Add(source);
            merge._index++;
        }

        EnvironmentMerge.Finish(merge.Facts.Environment);

        return merge;
    }

    /// <summary>The source that a fact was taken from; <see langword="null"/> where none has it.</summary>
    public ImportedFacts? By(string section, string name) => _by.GetValueOrDefault(Key(section, name));

    /// <summary>Whether two settings are one: numbers by value, also where one is written as text.</summary>
    public static bool Same(JsonElement first, JsonElement second) =>
        JsonElement.DeepEquals(first, second)
        || (ScalarValues.Double(first.ToString()) is { } one && ScalarValues.Double(second.ToString()) is { } other && Same(one, other))
        || (first.ValueKind is not (JsonValueKind.Array or JsonValueKind.Object) && string.Equals(first.ToString(), second.ToString(), StringComparison.OrdinalIgnoreCase));

    private static bool Same(double first, double second) => first.Equals(second) || Math.Abs(first - second) <= 1e-12 * Math.Max(Math.Abs(first), Math.Abs(second));

    private static string Key(string section, string name) => $"{section}\0{name}";

    /// <summary>Whether a fact is new; then it is the present source's.</summary>
    private bool Take(string section, string name, ImportedFacts source)
    {
        if (!_by.TryAdd(Key(section, name), source))
        {
            return false;
        }

        Origins.Note(section, name, _index);
        return true;
    }

    private void Add(ImportedFacts source)
    {
        Settings(source, source.Hyperparameters, Facts.Hyperparameters, FactSections.Hyperparameters, "hyperparameter");
        Settings(source, source.TrainingArguments, Facts.TrainingArguments, FactSections.TrainingArguments, "training argument");
        Metrics(source);
        Data(source);
        Code(source);
        EnvironmentMerge.Add(this, source, Take);
        Training(source);
        Architecture(source);
        if (source.License is { } license && One(FactSections.License, "", Facts.License, license, source, "the licence"))
        {
            Facts.License = license;
        }

        foreach (ModelBaseModel model in source.BaseModels.Where(model => Take(FactSections.BaseModel, model.Name, source)))
        {
            Facts.BaseModels.Add(model);
        }

        foreach (ModelPipelineStage stage in source.Pipeline.Where(stage => Take(FactSections.Pipeline, stage.Name, source)))
        {
            Facts.Pipeline.Add(stage);
        }

        foreach (ModelDocument prompt in source.Prompts.Where(prompt => Take(FactSections.Prompts, prompt.Path, source)))
        {
            Facts.Prompts.Add(prompt);
        }

        foreach (ModelRegistration entry in source.Registry.Where(entry => Take(FactSections.Registry, $"{entry.Registry}/{entry.Name}/{entry.Version}", source)))
        {
            Facts.Registry.Add(entry);
        }
    }

    /// <summary>A fact that there is one of: whether it is new.</summary>
    private bool One(string section, string name, string? former, string value, ImportedFacts source, string what)
    {
        if (Take(section, name, source))
        {
            return true;
        }

        if (former is not null && !former.Equals(value, StringComparison.OrdinalIgnoreCase))
        {
            Contradictions.Add(what, former, By(section, name), value, source);
        }

        return false;
    }

    private void Settings(ImportedFacts source, SortedDictionary<string, JsonElement> own, SortedDictionary<string, JsonElement> all, string section, string what)
    {
        foreach ((string name, JsonElement value) in own)
        {
            if (Take(section, name, source))
            {
                all[name] = value;
            }
            else if (!Same(all[name], value))
            {
                Contradictions.Add($"{what} '{name}'", all[name].ToString(), By(section, name), value.ToString(), source);
            }
        }
    }

    private void Metrics(ImportedFacts source)
    {
        foreach (ModelMetric metric in source.Metrics)
        {
            string name = FactSections.Metric(metric);
            if (Take(FactSections.Metrics, name, source))
            {
                Facts.Metrics.Add(metric);
                _metrics[name] = metric;
            }
            else if (_metrics[name] is var former && !Same(former.Value, metric.Value) && By(FactSections.Metrics, name) != source)
            {
                Contradictions.Add($"metric '{metric.Name}'", former.Value.ToString(CultureInfo.InvariantCulture), By(FactSections.Metrics, name), metric.Value.ToString(CultureInfo.InvariantCulture), source);
            }
        }
    }

    private void Data(ImportedFacts source)
    {
        foreach (ModelDataset data in source.Data)
        {
            if (!_data.TryGetValue(data.Name, out List<ModelDataset>? namesakes))
            {
                _data[data.Name] = namesakes = [];
            }

            ModelDataset? former = namesakes.Find(known => known.Role is null || data.Role is null || known.Role == data.Role);
            if (former is null)
            {
                namesakes.Add(data);
                Take(FactSections.Data, data.Name, source);
                Facts.Data.Add(data);
                continue;
            }

            if (DatasetMerge.Fill(former, data) && By(FactSections.Data, data.Name) is { } by && by != source)
            {
                Contradictions.Add($"the digest of data set '{data.Name}'", former.Digest!, by, data.Digest!, source);
            }
        }
    }

    private void Code(ImportedFacts source)
    {
        ModelCode own = source.Code;
        ModelCode all = Facts.Code;
        if (all.Commit is { } commit && own.Commit is { } other && !commit.StartsWith(other, StringComparison.OrdinalIgnoreCase) && !other.StartsWith(commit, StringComparison.OrdinalIgnoreCase))
        {
            Contradictions.Add("the commit of the training code", commit, By(FactSections.TrainingCode, "commit"), other, source);
            return;
        }

        all.Repository = Fill(all.Repository, own.Repository, FactSections.TrainingCode, "repository", source);
        all.Commit = Fill(all.Commit, own.Commit, FactSections.TrainingCode, "commit", source);
        all.Branch = Fill(all.Branch, own.Branch, FactSections.TrainingCode, "branch", source);
        all.Tag = Fill(all.Tag, own.Tag, FactSections.TrainingCode, "tag", source);
        all.Dirty = Fill(all.Dirty, own.Dirty, FactSections.TrainingCode, "dirty", source);
        all.DirtyFiles = Fill(all.DirtyFiles, own.DirtyFiles, FactSections.TrainingCode, "dirtyFiles", source);
        all.TrainingEntryPoint = Fill(all.TrainingEntryPoint, own.TrainingEntryPoint, FactSections.TrainingCode, "trainingEntryPoint", source);
        all.Files = Fill(all.Files, own.Files, FactSections.TrainingCode, "files", source);
    }

    private void Training(ImportedFacts source)
    {
        ModelTraining own = source.Training;
        ModelTraining all = Facts.Training;
        all.Author = Fill(all.Author, own.Author, FactSections.Training, "author", source);
        if (all.Started is null && all.Ended is null && all.Duration is null)
        {
            // Of one run together, or not at all.
            all.Started = Fill(all.Started, own.Started, FactSections.Training, "started", source);
            all.Ended = Fill(all.Ended, own.Ended, FactSections.Training, "ended", source);
            all.Duration = Fill(all.Duration, own.Duration, FactSections.Training, "duration", source);
        }

        all.Compute = Fill(all.Compute, own.Compute, FactSections.Training, "compute", source);
        foreach (string experiment in own.Experiments ?? [])
        {
            if (Take(FactSections.Training, experiment, source))
            {
                (all.Experiments ??= []).Add(experiment);
            }
        }
    }

    private void Architecture(ImportedFacts source)
    {
        ModelArchitecture own = source.Architecture;
        ModelArchitecture all = Facts.Architecture;
        all.Name = Fill(all.Name, own.Name, FactSections.Architecture, "name", source);
        all.Family = Fill(all.Family, own.Family, FactSections.Architecture, "family", source);
        all.Task = Fill(all.Task, own.Task, FactSections.Architecture, "task", source);
        all.Framework = Fill(all.Framework, own.Framework, FactSections.Architecture, "framework", source);
        all.ParameterSize = Fill(all.ParameterSize, own.ParameterSize, FactSections.Architecture, "parameterSize", source);
        all.Precision = Fill(all.Precision, own.Precision, FactSections.Architecture, "precision", source);
        all.Quantization = Fill(all.Quantization, own.Quantization, FactSections.Architecture, "quantization", source);
        all.Languages = Fill(all.Languages, own.Languages, FactSections.Architecture, "languages", source);
        all.Tags = Fill(all.Tags, own.Tags, FactSections.Architecture, "tags", source);
    }

    private T? Fill<T>(T? former, T? value, string section, string name, ImportedFacts source)
    {
        if (former is not null || value is null)
        {
            return former;
        }

        Take(section, name, source);
        return value;
    }
}
