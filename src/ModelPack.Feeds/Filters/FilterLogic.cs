using System.Text.Json;

namespace ModelPack.Feeds.Filters;

/// <summary><c>and</c>, <c>or</c>.</summary>
internal sealed class FilterLogic(FilterNode left, bool isAnd, FilterNode right) : FilterNode
{
    public override bool IsTrue(IReadOnlyList<JsonElement> roots) => isAnd ? left.IsTrue(roots) && right.IsTrue(roots) : left.IsTrue(roots) || right.IsTrue(roots);
}
