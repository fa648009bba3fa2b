using System.Text.Json;

namespace ModelPack.Core.Formats;

/// <summary>What serializers let pass, and readers then stumble over.</summary>
internal static class JsonText
{
    /// <summary>Says what is wrong: a list with an entry that is nothing, or a text that is half a character.</summary>
    /// <param name="json">UTF-8 JSON of an object, with or without a byte order mark.</param>
    /// <param name="isFree">Whether lists below a field of the object may have such entries.</param>
    /// <returns>The rest of a sentence about the document; <see langword="null"/> where nothing is wrong.</returns>
    public static string? Complaint(byte[] json, Func<string, bool> isFree)
    {
        ReadOnlyMemory<byte> text = json.AsSpan().StartsWith("\uFEFF"u8) ? json.AsMemory(3) : json;
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            return document.RootElement.EnumerateObject().Select(section => Complaint(section.Value, section.Name, isFree(section.Name))).FirstOrDefault(found => found is not null);
        }
        catch (JsonException)
        {
            // No JSON: whoever reads what is in it says so.
            return null;
        }
        catch (InvalidOperationException exception)
        {
            return $"has a text that is none: {exception.Message}";
        }
    }

    private static string? Complaint(JsonElement value, string path, bool isFree) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().Select(field => Complaint(field.Value, $"{path}.{field.Name}", isFree)).FirstOrDefault(found => found is not null),
        JsonValueKind.Array => value.EnumerateArray().Select((element, index) => element.ValueKind == JsonValueKind.Null && !isFree ? $"has null in the list '{ModelPathRules.Printable(path)}'" : Complaint(element, $"{path}[{index}]", isFree))
            .FirstOrDefault(found => found is not null),
        // Throws for half a character.
        JsonValueKind.String when value.GetString() is null => path,
        _ => null,
    };
}
