using ModelPack.Core.Lineage.Data;

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

    /// <summary>The id of a run by what describes it; <see langword="null"/> where that describes something else.</summary>
    public static string? IdOf(DataNode info) => info.String("run_id") ?? info.String("run_uuid");

    /// <summary>A run as stores and servers describe it, without what it logged.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="info">The description.</param>
    public static MLflowRun Of(string id, DataNode info) => new()
    {
        Id = id,
        Name = info.String("run_name"),
        ExperimentId = info.String("experiment_id"),
        User = info.String("user_id"),
        Status = StatusOf(info.String("status")),
        Start = info.Integer("start_time"),
        End = info.Integer("end_time"),
        SourceVersion = info.String("source_version"),
        SourceName = info.String("source_name"),
    };

    /// <summary>Names of MLflow's states, which the file store numbers.</summary>
    private static string? StatusOf(string? status) => status switch
    {
        "1" => "RUNNING",
        "2" => "SCHEDULED",
        "3" => "FINISHED",
        "4" => "FAILED",
        "5" => "KILLED",
        _ => status,
    };
}
