using System.Text.Json;
using ModelPack.Core.Lineage.Data;

namespace ModelPack.Core.Lineage.Plain;

/// <summary>Reads plain metrics and parameters files (JSON or YAML of any shape, TOML); nested keys become dotted names.</summary>
internal sealed class PlainImporter : ILineageImporter
{
    private const string Metrics = "Metrics";
    private const string Parameters = "Parameters";

    public IReadOnlyList<string> Kinds { get; } = [Metrics, Parameters];

    public string? Detect(LineagePath path) => path is { IsFolder: false, Extension: ".json" or ".yaml" or ".yml" or ".toml" }
        ? Path.GetFileNameWithoutExtension(path.Name).ToLowerInvariant() switch
        {
            "metrics" or "scores" => Metrics,
            "params" or "parameters" => Parameters,
            _ => null,
        }
        : null;

    public void Import(LineageSource source, ImportedFacts facts)
    {
        DataNode? root = Read(source, source.Path);
        _ = LineageFiles.Guard(source.Path, "parameters or metrics", () =>
        {
            Flattening.Flatten(root, (name, value) => Add(facts, source.Kind == Metrics, name, value));
            return 0;
        });
    }

    /// <summary>Reads a file of metrics or parameters by its extension; JSON is read as such, whatever else as YAML.</summary>
    public static DataNode? Read(LineageSource source, string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".json" => source.Files.Json(path, "JSON"),
        ".toml" => source.Files.Toml(path, "TOML"),
        _ => source.Files.Yaml(path, "YAML"),
    };

    /// <summary>Adds a value as metric, where it is a number, or as hyperparameter.</summary>
    public static void Add(ImportedFacts facts, bool metric, string name, JsonElement value)
    {
        if (!metric)
        {
            facts.Hyperparameters[name] = value;
        }
        else if (value.ValueKind is JsonValueKind.Number or JsonValueKind.String && ScalarValues.Double(value.ToString()) is { } number)
        {
            facts.AddMetric(name, number);
        }
    }
}
