using ModelPack.Core.Lineage.Data;

namespace ModelPack.Core.Lineage.Wandb;

/// <summary>Reads summaries: numbers by dotted name. Media and what begins with an underscore are none.</summary>
internal static class WandbSummary
{
    private const int MaximumDepth = 16;

    /// <summary>Adds a value, or what is in it.</summary>
    public static void Add(string name, DataNode node, IDictionary<string, double> metrics, int depth = 0)
    {
        if (name.StartsWith('_') || depth > MaximumDepth)
        {
            return;
        }

        if (node.Kind == DataKind.Map)
        {
            foreach ((string key, DataNode value) in node["_type"] is null ? node.Pairs : [])
            {
                if (!key.StartsWith('_'))
                {
                    Add($"{name}.{key}", value, metrics, depth + 1);
                }
            }
        }
        else if (node.Kind is DataKind.Number or DataKind.Text && ScalarValues.Double(node.Text) is { } number)
        {
            metrics[name] = number;
        }
    }
}
