namespace ModelPack.Core.Lineage.MLflow;

/// <summary>A version of a registered model.</summary>
internal sealed class MLflowVersion
{
    public string Name { get; set; } = "";

    public string Version { get; set; } = "";

    public string? Stage { get; set; }

    public List<string> Aliases { get; set; } = [];

    public string? RunId { get; set; }

    public string? ModelId { get; set; }

    public string? Source { get; set; }

    public string? User { get; set; }

    public long? Updated { get; set; }

    public string? Description { get; set; }
}
