using System.Text.Json;

namespace ModelPack.Feeds.Filters;

/// <summary><c>== null</c> and <c>!= null</c>: whether there is any value.</summary>
internal sealed class FilterAbsence(FilterPath path, bool isAbsent) : FilterNode
{
    public override bool IsTrue(IReadOnlyList<JsonElement> roots) => Values(path, roots).All(value => value.ValueKind == JsonValueKind.Null) == isAbsent;
}
