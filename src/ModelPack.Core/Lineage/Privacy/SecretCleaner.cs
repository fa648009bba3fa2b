using System.Text.Json;
using System.Text.Json.Nodes;

namespace ModelPack.Core.Lineage.Privacy;

/// <summary>Masks secrets in the texts and settings of a manifest, and remembers where they were.</summary>
internal abstract class SecretCleaner
{
    private readonly SortedSet<string> _places = new(StringComparer.Ordinal);

    /// <summary>Where secrets were, e.g. <c>hyperparameter 'api_key'</c>.</summary>
    public IReadOnlyCollection<string> Places => _places;

    /// <summary>Sets a value, under a name that is cleaned, too.</summary>
    protected void Rename<T>(SortedDictionary<string, T> values, string name, T value, string place)
    {
        string clean = Text(name, place)!;
        if (clean != name)
        {
            values.Remove(name);
        }

        values[clean] = value;
    }

    /// <summary>Cleans settings: names, values, and what is in those that are lists or objects.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="what">What one is called.</param>
    protected void Settings(SortedDictionary<string, JsonElement> settings, string what)
    {
        foreach ((string name, JsonElement value) in settings.ToList())
        {
            string place = $"{what} '{Secrets.Without(name)}'";
            Rename(settings, name, Setting(value, place, name), $"the name of a {what}");
        }
    }

    private JsonElement Setting(JsonElement value, string place, string name)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                string text = value.GetString()!;
                string clean = Text(text, place, name)!;
                return ReferenceEquals(text, clean) ? value : Element(JsonValue.Create(clean));
            case JsonValueKind.Number when Secrets.IsSecret(name, value.GetRawText()):
                _places.Add(place);
                return Element(JsonValue.Create(Secrets.Mask));
            case JsonValueKind.Array or JsonValueKind.Object:
                (JsonNode? node, bool changed) = Node(JsonNode.Parse(value.GetRawText()), place, name);
                return changed ? Element(node) : value;
            default:
                return value;
        }
    }

    private (JsonNode? Node, bool Changed) Node(JsonNode? node, string place, string name)
    {
        switch (node)
        {
            case JsonArray array:
                bool any = false;
                for (int i = 0; i < array.Count; i++)
                {
                    (JsonNode? item, bool changed) = Node(array[i], place, name);
                    any |= changed;
                    if (!ReferenceEquals(item, array[i]))
                    {
                        array[i] = item;
                    }
                }

                return (array, any);
            case JsonObject map:
                any = false;
                foreach (string key in map.Select(pair => pair.Key).ToList())
                {
                    (JsonNode? item, bool changed) = Node(map[key], place, $"{name}.{key}");
                    string clean = Text(key, place)!;
                    any |= changed || clean != key;
                    if (clean != key)
                    {
                        map.Remove(key);
                    }

                    if (!ReferenceEquals(item, map[clean]))
                    {
                        map[clean] = item;
                    }
                }

                return (map, any);
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                string text = value.GetValue<string>();
                string shown = Text(text, place, name)!;
                return ReferenceEquals(text, shown) ? (value, false) : (JsonValue.Create(shown), true);
            case JsonValue value when value.GetValueKind() == JsonValueKind.Number && Secrets.IsSecret(name, value.ToJsonString()):
                _places.Add(place);
                return (JsonValue.Create(Secrets.Mask), true);
            default:
                return (node, false);
        }
    }

    private static JsonElement Element(JsonNode? node) => JsonSerializer.SerializeToElement(node, LineageJsonContext.Default.JsonNode);

    /// <summary>Cleans each text of a list.</summary>
    protected void Each(List<string>? texts, string place)
    {
        for (int i = 0; i < texts?.Count; i++)
        {
            texts[i] = Text(texts[i], place)!;
        }
    }

    /// <summary>Cleans a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="place">What is remembered where it holds a secret.</param>
    /// <param name="name">The name of the setting that it is the value of; it may tell of a secret.</param>
    /// <param name="isProse">Whether it is written for people.</param>
    protected string? Text(string? text, string place, string? name = null, bool isProse = false)
    {
        if (string.IsNullOrEmpty(text))
        {
            return text;
        }

        string clean = name is not null && Secrets.IsSecret(name, text) ? Secrets.Mask : Secrets.Without(text, isProse);
        if (clean != text)
        {
            _places.Add(place);
        }

        clean = Shown(clean);
        return clean == text ? text : clean;
    }

    /// <summary>What else is done to a text that holds no secret any more.</summary>
    protected virtual string Shown(string text) => text;
}
