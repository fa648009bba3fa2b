namespace ModelPack.Feeds.History;

/// <summary>Which metrics tell most of a version.</summary>
internal static class HeadlineMetrics
{
    /// <summary>Orders the names of metrics: those of a policy's gates, those with a bound, those of which it is known whether higher is better, then those that most versions have.</summary>
    public static IReadOnlyList<string> Order(IReadOnlyList<ModelManifest> manifests, IReadOnlyList<string> gated)
    {
        Dictionary<string, (int Rank, int Count, int First)> names = new(StringComparer.Ordinal);
        foreach (ModelMetric metric in manifests.SelectMany(manifest => manifest.Metrics ?? []))
        {
            (int rank, int count, int first) = names.GetValueOrDefault(metric.Name, (3, 0, names.Count));
            names[metric.Name] = (Math.Min(rank, Rank(metric, gated)), count + 1, first);
        }

        return [.. names.OrderBy(name => name.Value.Rank).ThenByDescending(name => name.Value.Count).ThenBy(name => name.Value.First).Select(name => name.Key)];
    }

    private static int Rank(ModelMetric metric, IReadOnlyList<string> gated) =>
        gated.Contains(metric.Name, StringComparer.OrdinalIgnoreCase) ? 0 : metric.Min is not null || metric.Max is not null ? 1 : metric.HigherIsBetter is not null ? 2 : 3;
}
