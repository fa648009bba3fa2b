namespace ModelPack.Core.Lineage.MLflow;

/// <summary>A run. Times are milliseconds since 1970 UTC.</summary>
internal sealed class MLflowRun
{
    public string Id { get; set; } = "";

    public string? Name { get; set; }

    public string? ExperimentId { get; set; }

    public string? Experiment { get; set; }

    public string? User { get; set; }

    public string? Status { get; set; }

    public long? Start { get; set; }

    public long? End { get; set; }

    /// <summary>The commit, in a column of older stores.</summary>
    public string? SourceVersion { get; set; }

    public string? SourceName { get; set; }

    public SortedDictionary<string, string> Params { get; set; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, string> Tags { get; set; } = new(StringComparer.Ordinal);

    public List<LoggedMetric> Metrics { get; set; } = [];

    public List<MLflowDataset> Datasets { get; set; } = [];

    /// <summary>The ids of the models that it logged (MLflow 3).</summary>
    public List<string> Models { get; set; } = [];
}
