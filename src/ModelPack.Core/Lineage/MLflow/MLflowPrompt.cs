namespace ModelPack.Core.Lineage.MLflow;

/// <summary>A version of a registered prompt.</summary>
internal sealed class MLflowPrompt
{
    public string Name { get; set; } = "";

    public string Version { get; set; } = "";

    public string? Text { get; set; }

    /// <summary>The runs that are known to have used it.</summary>
    public List<string> Runs { get; set; } = [];
}
