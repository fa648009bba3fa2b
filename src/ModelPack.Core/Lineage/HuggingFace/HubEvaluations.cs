using ModelPack.Core.Lineage.Data;

namespace ModelPack.Core.Lineage.HuggingFace;

/// <summary>Reads results that lie in files of their own: <c>.eval_results/*.yaml</c>.</summary>
internal static class HubEvaluations
{
    private const string Expected = "evaluation results of the Hub";

    /// <summary>Reads the files of a folder.</summary>
    public static void Read(LineageSource source, ImportedFacts facts, string folder)
    {
        foreach (string name in source.Files.Names(folder).Where(name => name.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".yml", StringComparison.OrdinalIgnoreCase)))
        {
            foreach (DataNode result in source.Files.Yaml(Path.Combine(folder, name), Expected)?.Items ?? [])
            {
                if (result["dataset"]?.String("id") is { } data && result.String("value") is { } text && ScalarValues.Double(text) is { } value)
                {
                    string? task = result["dataset"]?.String("task_id");
                    facts.Metrics.Add(new ModelMetric { Name = task ?? "score", Value = value, Dataset = data });
                    if (result["dataset"]?.String("revision") is { } revision)
                    {
                        facts.Data.Add(new ModelDataset { Name = data, Role = "evaluation", Version = revision, Uri = HubNames.Dataset(data) });
                    }
                }
            }
        }
    }
}
