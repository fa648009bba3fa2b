using System.Text.Json;
using System.Text.RegularExpressions;

namespace ModelPack.Feeds.Filters;

/// <summary>A comparison: true where it is of any value of the path. What is missing is unequal to everything, and nothing else.</summary>
internal sealed class FilterComparison(FilterPath path, FilterOperator how, FilterOperand other, Regex? pattern) : FilterNode
{
    public override bool IsTrue(IReadOnlyList<JsonElement> roots)
    {
        FilterValue[] values = [.. Values(path, roots).Select(FilterValue.Of).OfType<FilterValue>()];
        FilterValue[] others = other.Value is { } constant ? [constant] : [.. Values(other.Path!, roots).Select(FilterValue.Of).OfType<FilterValue>()];
        return how == FilterOperator.NotEqual && values.Length == 0 ? others.Length > 0 : values.Any(value => others.Any(one => IsTrue(value, one)));
    }

    private bool IsTrue(FilterValue value, FilterValue one) => how switch
    {
        FilterOperator.Equal => value.IsEqualTo(one),
        FilterOperator.NotEqual => !value.IsEqualTo(one),
        FilterOperator.Less => value.Compare(one) < 0,
        FilterOperator.LessOrEqual => value.Compare(one) <= 0,
        FilterOperator.Greater => value.Compare(one) > 0,
        FilterOperator.GreaterOrEqual => value.Compare(one) >= 0,
        FilterOperator.Contains => value.Text.Contains(one.Text, StringComparison.OrdinalIgnoreCase),
        _ => pattern!.IsMatch(value.Text),
    };
}
