using ModelPack.Core.Lineage.Data;

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

    /// <summary>A version as registries describe it.</summary>
    public static MLflowVersion Of(DataNode version) => new()
    {
        Name = version.String("name") ?? "",
        Version = version.String("version") ?? "",
        Stage = version.String("current_stage"),
        Aliases = [.. version.Strings("aliases")],
        RunId = version.String("run_id"),
        ModelId = version.String("model_id"),
        Source = version.String("source"),
        User = version.String("user_id"),
        Updated = version.Integer("last_updated_timestamp"),
        Description = version.String("description"),
    };
}
