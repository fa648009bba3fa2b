using System.Text;
using ModelPack.Core.Lineage.Data;

namespace ModelPack.Core.Lineage.HuggingFace;

/// <summary>Reads the front matter of a model card: licence, base models, data sets, and the results in its <c>model-index</c>.</summary>
internal static class HubCard
{
    private const string Expected = "a model card";
    private const long MaximumSize = 16 << 20;

    /// <summary>How cards are named in a repository.</summary>
    public static IReadOnlyList<string> Names { get; } = ["README.md", "MODEL_CARD.md", "modelcard.md"];

    /// <summary>Reads a card. One without front matter says nothing.</summary>
    public static void Read(LineageSource source, ImportedFacts facts, string path)
    {
        if (FrontMatter(source, path) is not { } root)
        {
            return;
        }

        if (root.Kind != DataKind.Map)
        {
            throw LineageProblems.Bad(path, 2, "Its front matter is no map.", Expected);
        }

        License(facts, root);
        foreach (string name in root.Strings("base_model"))
        {
            facts.BaseModels.Add(new ModelBaseModel { Name = name, Relation = root.String("base_model_relation"), Uri = HubNames.Model(name) });
        }

        foreach (string name in root.Strings("datasets").Distinct(StringComparer.Ordinal))
        {
            facts.Data.Add(new ModelDataset { Name = name, Role = "training", Uri = HubNames.Dataset(name) });
        }

        ModelArchitecture architecture = facts.Architecture;
        architecture.Task ??= root.String("pipeline_tag");
        architecture.Framework ??= root.String("library_name");
        architecture.Languages ??= List(root, "language");
        architecture.Tags ??= List(root, "tags");
        Emissions(facts, root);
        HashSet<string> evaluated = new(StringComparer.Ordinal);
        foreach (DataNode model in root["model-index"]?.Items ?? [])
        {
            foreach (DataNode result in model["results"]?.Items ?? [])
            {
                Result(facts, result, evaluated);
            }
        }
    }

    private static List<string>? List(DataNode root, string key) => root.Strings(key).ToList() is { Count: > 0 } list ? list : null;

    /// <summary>The YAML between two lines of three dashes at the beginning.</summary>
    private static DataNode? FrontMatter(LineageSource source, string path)
    {
        StringBuilder matter = new();
        bool opened = false;
        bool closed = false;
        source.Files.Lines(
            path,
            Expected,
            (line, number) =>
            {
                if (number == 1)
                {
                    opened = line.TrimEnd() == "---";

                    // Keeps the numbers of the lines.
                    matter.Append('\n');
                }
                else if (opened && !closed)
                {
                    closed = line.TrimEnd() == "---";
                    matter.Append(closed ? "" : line).Append('\n');
                }
            },
            MaximumSize);
        return opened && closed ? LineageFiles.Guard(path, Expected, () => YamlData.Read(new StringReader(matter.ToString()))) : null;
    }

    private static void License(ImportedFacts facts, DataNode root)
    {
        string? license = root.Strings("license").ToList() is { Count: > 0 } names ? string.Join(", ", names) : null;
        facts.License ??= license is "other" or null ? root.String("license_name") ?? license : license;
        if (root.String("license_link") is { } link)
        {
            (facts.Source.Tags ??= new(StringComparer.Ordinal))["license_link"] = link;
        }
    }

    private static void Emissions(ImportedFacts facts, DataNode root)
    {
        DataNode? emissions = root["co2_eq_emissions"];
        if ((emissions?.String("emissions") ?? root.String("co2_eq_emissions")) is { } grams)
        {
            (facts.Source.Tags ??= new(StringComparer.Ordinal))["co2_eq_emissions"] = grams;
        }

        facts.Training.Compute ??= emissions?.String("hardware_used");
    }

    private static void Result(ImportedFacts facts, DataNode entry, HashSet<string> evaluated)
    {
        DataNode? data = entry["dataset"];
        string? name = data?.String("name") ?? data?.String("type");
        if (data?.String("revision") is { } revision && name is not null && evaluated.Add(name))
        {
            facts.Data.Add(new ModelDataset { Name = name, Role = "evaluation", Version = revision, Uri = data.String("type") is { } type ? HubNames.Dataset(type) : null });
        }

        facts.Architecture.Task ??= entry["task"]?.String("type");
        foreach (DataNode metric in entry["metrics"]?.Items ?? [])
        {
            if ((metric.String("type") ?? metric.String("name")) is { } type && metric.String("value") is { } text && ScalarValues.Double(text) is { } value)
            {
                ModelMetric result = new() { Name = type, Value = value, Dataset = name, Split = data?.String("split") };
                if (facts.Metrics.Exists(other => other.Name == type && other.Dataset == name && other.Split == result.Split))
                {
                    // A data set has configurations, e.g. languages, and a metric may have several.
                    result.Dataset = data?.String("config") is { } configuration ? $"{name} ({configuration})" : name;
                    result.Name = metric.String("name") ?? type;
                }

                facts.Metrics.Add(result);
            }
        }
    }
}
