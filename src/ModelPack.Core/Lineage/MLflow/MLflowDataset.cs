namespace ModelPack.Core.Lineage.MLflow;

/// <summary>A data set that a run logged as input.</summary>
internal sealed class MLflowDataset
{
    public string Name { get; set; } = "";

    public string? Digest { get; set; }

    public string? SourceType { get; set; }

    /// <summary>Where it comes from: JSON of the tool.</summary>
    public string? Source { get; set; }

    /// <summary>Its statistics: JSON of the tool.</summary>
    public string? Profile { get; set; }

    /// <summary>What it was used for, e.g. <c>training</c>.</summary>
    public string? Context { get; set; }
}
