using System.Globalization;
using System.Text.Json;
using ModelPack.Core.Diagnostics;
using YamlDotNet.Core;

namespace ModelPack.Core.Lineage;

/// <summary>Reads plain metrics and parameters files (JSON or YAML of any shape); nested keys become dotted names.</summary>
public static class PlainImporter
{
    /// <summary>The kinds that this importer reads.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["Metrics", "Parameters"];

    /// <summary>Reads a file.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="kind">One of <see cref="Kinds"/>, or <see langword="null"/> to find out by the name.</param>
    /// <exception cref="ModelPackException">The kind is not known, or the file cannot be parsed.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ImportedFacts Read(string path, string? kind)
    {
        kind ??= Path.GetFileNameWithoutExtension(path).ToLowerInvariant() switch
        {
            "metrics" => "Metrics",
            "params" or "parameters" => "Parameters",
            _ => null,
        };
        kind = Kinds.FirstOrDefault(known => known.Equals(kind, StringComparison.OrdinalIgnoreCase))
            ?? throw new ModelPackException(new Problem(DiagnosticCodes.UnknownLineageKind, $"What kind of lineage '{Path.GetFileName(path)}' is cannot be told. Set Kind on the item to one of {string.Join(", ", Kinds)}.", path));

        SortedDictionary<string, JsonElement> values;
        try
        {
            values = Flattening.Yaml(File.ReadAllText(path));
        }
        catch (YamlException exception)
        {
            throw new ModelPackException(new Problem(DiagnosticCodes.BadLineageFile, $"'{Path.GetFileName(path)}' is neither JSON nor YAML: {exception.Message} Correct the file, or remove the ModelLineage item.", path, (int)exception.Start.Line), exception);
        }

        ImportedFacts facts = new() { Kind = kind };
        foreach ((string name, JsonElement value) in values)
        {
            if (kind == "Parameters")
            {
                facts.Hyperparameters[name] = value;
            }
            else if (Metric(value) is { } number)
            {
                facts.Metrics[name] = number;
            }
        }

        return facts;
    }

    /// <summary>Numbers, and the non-finite ones that Python and YAML write; anything else in a metrics file is no metric.</summary>
    private static double? Metric(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.String => value.GetString() switch
        {
            "NaN" or ".nan" or ".NaN" => double.NaN,
            "Infinity" or ".inf" => double.PositiveInfinity,
            "-Infinity" or "-.inf" => double.NegativeInfinity,
            { } text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) => number,
            _ => null,
        },
        _ => null,
    };
}
