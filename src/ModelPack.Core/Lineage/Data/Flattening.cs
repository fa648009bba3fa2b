using System.Text.Json;

namespace ModelPack.Core.Lineage.Data;

/// <summary>Turns nested maps into values by dotted name: <c>{ a: { b: 1 } }</c> gives <c>a.b = 1</c>. Lists stay whole; nulls are left out.</summary>
internal static class Flattening
{
    /// <summary>Flattens a document.</summary>
    /// <param name="root">Its outermost value.</param>
    /// <param name="take">Gets each name and value.</param>
    /// <exception cref="DataException">It expands to too much.</exception>
    public static void Flatten(DataNode? root, Action<string, JsonElement> take)
    {
        if (root is not null)
        {
            Flatten("", root, take, new DataBudget(), 0);
        }
    }

    private static void Flatten(string name, DataNode node, Action<string, JsonElement> take, DataBudget budget, int depth)
    {
        if (node.Kind != DataKind.Map)
        {
            if (node.ToJson(budget) is { } json)
            {
                take(name.Length == 0 ? "value" : name, json);
            }

            return;
        }

        budget.Spend(node, depth);
        foreach ((string key, DataNode value) in node.Pairs)
        {
            Flatten(name.Length == 0 ? key : $"{name}.{key}", value, take, budget, depth + 1);
        }
    }
}
