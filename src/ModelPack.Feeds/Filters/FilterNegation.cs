using System.Text.Json;

namespace ModelPack.Feeds.Filters;

/// <summary><c>not</c>.</summary>
internal sealed class FilterNegation(FilterNode node) : FilterNode
{
    public override bool IsTrue(IReadOnlyList<JsonElement> roots) => !node.IsTrue(roots);
}
