using System.Text.Json;
using NuGet.Configuration;
using NuGet.Versioning;

namespace ModelPack.Feeds.Remote.Registrations;

/// <summary>Reads what a feed says of one version. Feeds differ in what they write and how: what is missing or of another type is not known.</summary>
internal static class RegistrationEntry
{
    /// <summary>Feeds that follow the protocol date unlisted versions to 1900.</summary>
    private const int FirstYear = 1980;

    /// <summary>Reads an entry of a page.</summary>
    /// <returns>The version, or <see langword="null"/> where the entry has none.</returns>
    public static PublishedVersion? Read(JsonElement item, PackageSource source)
    {
        if (item.ValueKind != JsonValueKind.Object || !item.TryGetProperty("catalogEntry", out JsonElement entry) || entry.ValueKind != JsonValueKind.Object
            || !NuGetVersion.TryParse(Text(entry, "version"), out NuGetVersion? version))
        {
            return null;
        }

        DateTimeOffset? published = Time(entry, "published") ?? Time(item, "published");
        bool isDated = published is { } time && time.Year >= FirstYear;
        long? size = Number(entry, "packageSize");
        return new PublishedVersion(version, source, isDated ? published : null, Flag(entry, "listed") ?? Flag(item, "listed") ?? (published is null || isDated), size)
        {
            Authors = Texts(entry, "authors"),
            Tags = Texts(entry, "tags") is { } tags ? PackageTags.Split(tags) : null,
            Deprecation = Deprecation(entry),
            // Not the time: listing and unlisting change it.
            Stamp = Text(entry, "packageHash") is { } hash ? $"hash {hash}" : size is null ? "" : $"size {size}",
        };
    }

    private static string? Deprecation(JsonElement entry)
    {
        if (!entry.TryGetProperty("deprecation", out JsonElement deprecation) || deprecation.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        string? message = Text(deprecation, "message");
        string? reasons = Texts(deprecation, "reasons");
        return (reasons, message) switch
        {
            (null, null) => "deprecated",
            (null, _) => message,
            (_, null) => reasons,
            _ => $"{reasons}: {message}",
        };
    }

    private static string? Text(JsonElement item, string name) =>
        item.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    // Some feeds write one string, others a list.
    private static string? Texts(JsonElement item, string name) =>
        item.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Array
            ? string.Join(", ", value.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.String).Select(one => one.GetString())) is { Length: > 0 } all ? all : null
            : Text(item, name);

    private static bool? Flag(JsonElement item, string name) =>
        item.TryGetProperty(name, out JsonElement value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : null;

    private static long? Number(JsonElement item, string name) =>
        item.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long number) && number >= 0 ? number : null;

    private static DateTimeOffset? Time(JsonElement item, string name) =>
        item.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String && value.TryGetDateTimeOffset(out DateTimeOffset time) ? time.ToUniversalTime() : null;
}
