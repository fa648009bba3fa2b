using System.Text.Json;

namespace ModelPack.Core.Lineage;

/// <summary>What a source says. Where it says nothing, there is nothing.</summary>
public sealed class ImportedFacts
{
    private const int LongestList = 500;
    private const int MostMissing = 1000;

    /// <summary>The source: its kind, and its run, repository or revision.</summary>
    public required ModelLineageSource Source { get; init; }

    /// <summary>Whether the source is an experiment tracker, which saw the training: it goes before files that people keep.</summary>
    public bool IsTracker { get; set; }

    /// <summary>Hyperparameters by dotted name.</summary>
    public SortedDictionary<string, JsonElement> Hyperparameters { get; } = new(StringComparer.Ordinal);

    /// <summary>Training arguments by dotted name.</summary>
    public SortedDictionary<string, JsonElement> TrainingArguments { get; } = new(StringComparer.Ordinal);

    /// <summary>Metrics.</summary>
    public List<ModelMetric> Metrics { get; } = [];

    /// <summary>Data sets.</summary>
    public List<ModelDataset> Data { get; } = [];

    /// <summary>The code that trained the model.</summary>
    public ModelCode Code { get; } = new();

    /// <summary>The software that it was trained with.</summary>
    public ModelEnvironment Environment { get; } = new();

    /// <summary>Who trained it, when and on what.</summary>
    public ModelTraining Training { get; } = new();

    /// <summary>What kind of model it is.</summary>
    public ModelArchitecture Architecture { get; } = new();

    /// <summary>The models that it was made from.</summary>
    public List<ModelBaseModel> BaseModels { get; } = [];

    /// <summary>The steps that made it.</summary>
    public List<ModelPipelineStage> Pipeline { get; } = [];

    /// <summary>Prompts.</summary>
    public List<ModelDocument> Prompts { get; } = [];

    /// <summary>Where registries have it.</summary>
    public List<ModelRegistration> Registry { get; } = [];

    /// <summary>Its licence.</summary>
    public string? License { get; set; }

    /// <summary>Digests of files.</summary>
    public List<ClaimedDigest> Digests { get; } = [];

    /// <summary>The inputs and outputs that a tracker recorded.</summary>
    public List<ClaimedSignature> Signatures { get; } = [];

    /// <summary>Adds a metric.</summary>
    /// <param name="name">The name.</param>
    /// <param name="value">The value.</param>
    public void AddMetric(string name, double value) => Metrics.Add(new ModelMetric { Name = name, Value = value });

    /// <summary>Adds a package of exact version; of several versions of one package all are kept.</summary>
    /// <param name="ecosystem">The ecosystem, e.g. <c>pypi</c>.</param>
    /// <param name="name">The name.</param>
    /// <param name="version">The version.</param>
    public void AddPackage(string ecosystem, string name, string version)
    {
        SortedDictionary<string, string> packages = Of(Environment.Packages ??= new(StringComparer.Ordinal), ecosystem);
        if (!packages.TryGetValue(name, out string? former))
        {
            packages[name] = version;
        }
        else if (former.Length < LongestList && !former.Split(", ").Contains(version, StringComparer.Ordinal))
        {
            packages[name] = $"{former}, {version}";
        }
    }

    /// <summary>Adds a requirement without an exact version.</summary>
    /// <param name="ecosystem">The ecosystem.</param>
    /// <param name="name">The name.</param>
    /// <param name="requirement">What is required, e.g. <c>&gt;=1.0</c>; empty where anything is.</param>
    public void AddUnpinned(string ecosystem, string name, string requirement) =>
        Of(Environment.Unpinned ??= new(StringComparer.Ordinal), ecosystem)[name] = requirement.Length > 0 ? requirement : "*";

    /// <summary>Notes a file that the source names and that is not there.</summary>
    /// <param name="path">The path as the source gives it.</param>
    public void AddMissing(string path)
    {
        Source.Missing ??= [];
        if (Source.Missing.Count < MostMissing && !Source.Missing.Contains(path))
        {
            Source.Missing.Add(path);
        }
    }

    /// <summary>How many facts there are, to refuse what no person could read.</summary>
    internal int Count => Hyperparameters.Count + TrainingArguments.Count + Metrics.Count + Data.Count + Prompts.Count + Registry.Count + Pipeline.Count + BaseModels.Count
        + (Environment.Packages?.Sum(ecosystem => ecosystem.Value.Count) ?? 0) + (Environment.Unpinned?.Sum(ecosystem => ecosystem.Value.Count) ?? 0);

    private static SortedDictionary<string, string> Of(SortedDictionary<string, SortedDictionary<string, string>> all, string ecosystem)
    {
        if (!all.TryGetValue(ecosystem, out SortedDictionary<string, string>? packages))
        {
            all[ecosystem] = packages = new(StringComparer.Ordinal);
        }

        return packages;
    }
}
