using System.Text.Json;

namespace ModelPack.Core.Lineage;

/// <summary>What an importer read.</summary>
public sealed class ImportedFacts
{
    /// <summary>Metrics by dotted name.</summary>
    public SortedDictionary<string, double> Metrics { get; } = new(StringComparer.Ordinal);

    /// <summary>Hyperparameters by dotted name.</summary>
    public SortedDictionary<string, JsonElement> Hyperparameters { get; } = new(StringComparer.Ordinal);

    /// <summary>The kind of the source, e.g. <c>Metrics</c>.</summary>
    public required string Kind { get; init; }
}
