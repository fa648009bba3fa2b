namespace ModelPack.Tool.Labels;

/// <summary>Measured quality.</summary>
internal static class MetricFacts
{
    /// <summary>The facts.</summary>
    public static IEnumerable<LabelFact> Of(ModelManifest manifest, FactSources sources) => (manifest.Metrics ?? []).Select(metric => new LabelFact(
        metric.Name,
        FactText.Join(
            FactText.Number(metric.Value),
            FactText.Named("on", FactText.Join(metric.Dataset, metric.Split)),
            metric.HigherIsBetter is { } higher ? (higher ? "higher is better" : "lower is better") : null,
            metric.Min is { } least ? $"at least {FactText.Number(least)}" : null,
            metric.Max is { } most ? $"at most {FactText.Number(most)}" : null,
            metric.Kind,
            metric.History is { } history ? $"{history.Count} values from {FactText.Number(history.First)}, between {FactText.Number(history.Minimum)} and {FactText.Number(history.Maximum)}" : null),
        sources.Of("metrics", string.Join(' ', new[] { metric.Name, metric.Dataset, metric.Split }.OfType<string>()))));
}
