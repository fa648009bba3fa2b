using System.Text.Json;

namespace ModelPack.Feeds.Filters;

/// <summary>
/// A path into a manifest: <c>data.version</c>, <c>metrics.accuracy</c>, <c>configuration.hyperparameters."optimizer.lr"</c>. In a list it means each element: its field,
/// or, where the elements have names, the element with that name. An element with a name and a value, as a metric, stands for its value. Names may have dots.
/// </summary>
internal sealed class FilterPath(IReadOnlyList<string> names)
{
    /// <summary>Whether it is a field of the document itself.</summary>
    public bool Is(string name) => names.Count == 1 && names[0].Equals(name, StringComparison.OrdinalIgnoreCase);

    /// <summary>The path as it is written.</summary>
    public override string ToString() => string.Join('.', names);

    /// <summary>Every value that the path leads to.</summary>
    public IEnumerable<JsonElement> Find(JsonElement root) => Find(root, 0);

    private IEnumerable<JsonElement> Find(JsonElement element, int at)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            return element.EnumerateArray().SelectMany(item => item.ValueKind == JsonValueKind.Object ? Named(item, at).Concat(Find(item, at)) : Find(item, at));
        }

        if (at == names.Count)
        {
            return element.ValueKind == JsonValueKind.Object && element.TryGetProperty("name", out _) && element.TryGetProperty("value", out JsonElement value) ? [value] : [element];
        }

        return element.ValueKind == JsonValueKind.Object ? Fields(element, at) : [];
    }

    private IEnumerable<JsonElement> Fields(JsonElement element, int at)
    {
        foreach (JsonProperty property in element.EnumerateObject())
        {
            for (int end = at + 1; end <= names.Count; end++)
            {
                if (property.Name.Equals(Join(at, end), StringComparison.OrdinalIgnoreCase))
                {
                    foreach (JsonElement found in Find(property.Value, end))
                    {
                        yield return found;
                    }
                }
            }
        }
    }

    private IEnumerable<JsonElement> Named(JsonElement item, int at)
    {
        if (!item.TryGetProperty("name", out JsonElement name) || name.ValueKind != JsonValueKind.String)
        {
            yield break;
        }

        for (int end = at + 1; end <= names.Count; end++)
        {
            if (string.Equals(name.GetString(), Join(at, end), StringComparison.OrdinalIgnoreCase))
            {
                foreach (JsonElement found in Find(item, end))
                {
                    yield return found;
                }
            }
        }
    }

    private string Join(int start, int end) => end == start + 1 ? names[start] : string.Join('.', names.Skip(start).Take(end - start));
}
