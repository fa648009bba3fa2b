using ModelPack.Core.Lineage.Data;

namespace ModelPack.Core.Lineage.MLflow;

/// <summary>A data set that a run logged as input.</summary>
internal sealed class MLflowDataset
{
    public const string ContextTag = "mlflow.data.context";

    public string Name { get; set; } = "";

    public string? Digest { get; set; }

    public string? SourceType { get; set; }

    /// <summary>Where it comes from: JSON of the tool.</summary>
    public string? Source { get; set; }

    /// <summary>Its statistics: JSON of the tool.</summary>
    public string? Profile { get; set; }

    /// <summary>What it was used for, e.g. <c>training</c>.</summary>
    public string? Context { get; set; }

    /// <summary>A data set as stores and servers describe it; <see langword="null"/> where it has no name.</summary>
    /// <param name="data">The description.</param>
    /// <param name="tags">The tags of its use: a map, or a list of keys and values.</param>
    public static MLflowDataset? Of(DataNode? data, DataNode? tags) => data?.String("name") is not { } name ? null : new MLflowDataset
    {
        Name = name,
        Digest = data.String("digest"),
        SourceType = data.String("source_type"),
        Source = data.String("source"),
        Profile = data.String("profile"),
        Context = tags?.String(ContextTag) ?? tags?.Items.FirstOrDefault(tag => tag.String("key") == ContextTag)?.String("value"),
    };
}
