namespace ModelPack.Core.Lineage.Merging;

/// <summary>The names of the manifest's sections, as <c>lineage[].facts</c> has them.</summary>
internal static class FactSections
{
    public const string Hyperparameters = "configuration.hyperparameters";
    public const string TrainingArguments = "configuration.trainingArguments";
    public const string Metrics = "metrics";
    public const string Data = "data";
    public const string TrainingCode = "trainingCode";
    public const string Environment = "environment";
    public const string Training = "training";
    public const string Architecture = "architecture";
    public const string License = "license";
    public const string BaseModel = "baseModel";
    public const string Pipeline = "pipeline";
    public const string Prompts = "prompts";
    public const string Registry = "registry";

    /// <summary>The name of a metric with what it was measured on.</summary>
    public static string Metric(ModelMetric metric) => string.Join(' ', new[] { metric.Name, metric.Dataset, metric.Split }.Where(part => part is not null));
}
