using System.Text.Json;

namespace ModelPack.Core.Lineage.Wandb;

/// <summary>What is known of a run, from whichever of its files.</summary>
internal sealed class WandbRun
{
    public string? Id { get; set; }

    public string? Name { get; set; }

    public string? Entity { get; set; }

    public string? Project { get; set; }

    public string? Notes { get; set; }

    public List<string> Tags { get; } = [];

    public DateTimeOffset? Started { get; set; }

    /// <summary>How long it ran, in seconds.</summary>
    public double? Runtime { get; set; }

    public int? ExitCode { get; set; }

    public string? Tool { get; set; }

    public string? Python { get; set; }

    public string? Framework { get; set; }

    public string? System { get; set; }

    public string? User { get; set; }

    /// <summary>Kept only where personal data is asked for.</summary>
    public string? Mail { get; set; }

    /// <summary>Kept only where personal data is asked for.</summary>
    public string? Host { get; set; }

    public string? Program { get; set; }

    public List<string> Arguments { get; } = [];

    public string? Repository { get; set; }

    public string? Commit { get; set; }

    public string? Gpu { get; set; }

    public long? GpuCount { get; set; }

    public long? CpuCount { get; set; }

    public string? Cuda { get; set; }

    public string? Docker { get; set; }

    public SortedDictionary<string, JsonElement> Config { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, double> Summary { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, LoggedMetric> History { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether a higher value is better, by the metrics that were defined so.</summary>
    public SortedDictionary<string, bool> Goals { get; } = new(StringComparer.Ordinal);

    public List<WandbArtifact> Artifacts { get; } = [];
}
