namespace ModelPack.Tool.Commands.Versions;

/// <summary>A metric in the answer of <c>versions</c>.</summary>
internal sealed record MetricDocument(string Name, double Value, string? Dataset, string? Split, bool? HigherIsBetter, double? Min, double? Max)
{
    public static MetricDocument Of(ModelMetric metric) => new(metric.Name, metric.Value, metric.Dataset, metric.Split, metric.HigherIsBetter, metric.Min, metric.Max);
}
