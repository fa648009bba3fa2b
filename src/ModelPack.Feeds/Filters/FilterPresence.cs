using System.Text.Json;

namespace ModelPack.Feeds.Filters;

/// <summary>A path alone: there is something, and it is not false.</summary>
internal sealed class FilterPresence(FilterPath path) : FilterNode
{
    public override bool IsTrue(IReadOnlyList<JsonElement> roots) => Values(path, roots).Any(value => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.False or JsonValueKind.Undefined => false,
        JsonValueKind.String => value.GetString()!.Length > 0,
        _ => true,
    });
}
