using System.Text.Json;
using System.Text.RegularExpressions;

namespace ModelPack.Core.Attestations.CycloneDx;

/// <summary>Parts that occur in several places of a bill.</summary>
internal static partial class BomText
{
    private const int LongestVersion = 1024;

    /// <summary>Writes a version; one that is longer than CycloneDX allows is none.</summary>
    public static void Version(this Utf8JsonWriter json, string? version) => json.Text("version", version is { Length: <= LongestVersion } ? version : null);

    /// <summary>Writes a media type.</summary>
    public static void MediaType(this Utf8JsonWriter json, string? type) => json.Text("mime-type", type is not null && MediaTypes().IsMatch(type) ? type : null);

    /// <summary>Writes hashes: those of a kind that CycloneDX knows.</summary>
    public static void Hashes(this Utf8JsonWriter json, params IEnumerable<StatedDigest?> digests) =>
        json.Objects("hashes", digests.OfType<StatedDigest>().Where(digest => digest.CycloneDx is not null), digest =>
        {
            json.WriteString("alg", digest.CycloneDx);
            json.WriteString("content", digest.Hex);
        });

    /// <summary>Writes a licence: an identifier of SPDX, an expression of them, or a name.</summary>
    public static void Licenses(this Utf8JsonWriter json, string? license)
    {
        if (string.IsNullOrWhiteSpace(license))
        {
            return;
        }

        string? id = SpdxLicenses.Identifier(license);
        string? expression = id is null ? SpdxLicenses.Expression(license) : null;
        json.WriteStartArray("licenses");
        json.WriteStartObject();
        if (expression is not null)
        {
            json.WriteString("expression", expression);
            json.WriteString("acknowledgement", "declared");
        }
        else
        {
            json.Object("license", () =>
            {
                json.WriteString(id is null ? "name" : "id", id ?? license);
                json.WriteString("acknowledgement", "declared");
            });
        }

        json.WriteEndObject();
        json.WriteEndArray();
    }

    /// <summary>Writes an organisation or person; nothing where none is known.</summary>
    public static void Organization(this Utf8JsonWriter json, string name, string? organization)
    {
        if (!string.IsNullOrEmpty(organization))
        {
            json.Object(name, () => json.WriteString("name", organization));
        }
    }

    /// <summary>Writes persons.</summary>
    public static void Authors(this Utf8JsonWriter json, string? author) =>
        json.Objects("authors", author is { Length: > 0 } ? [author] : Array.Empty<string>(), name => json.WriteString("name", name));

    /// <summary>Writes properties; those without a value are left out.</summary>
    public static void Properties(this Utf8JsonWriter json, IEnumerable<(string Name, string? Value)> properties) =>
        json.Objects("properties", properties.Where(property => !string.IsNullOrEmpty(property.Value)), property =>
        {
            json.WriteString("name", $"modelpack:{property.Name}");
            json.WriteString("value", property.Value);
        });

    /// <summary>Writes references to what lies elsewhere; those without an address are left out, and each is there once.</summary>
    public static void References(this Utf8JsonWriter json, IEnumerable<(string Type, string? Url, string? Comment)> references) =>
        json.Objects("externalReferences", references.Where(reference => reference.Url is not null).Distinct(), reference =>
        {
            json.WriteString("type", reference.Type);
            json.WriteString("url", reference.Url);
            json.Text("comment", reference.Comment);
        });

    /// <summary>The parts that there are, with blanks between them.</summary>
    public static string Joined(IEnumerable<string?> parts) => string.Join(' ', parts.Where(part => !string.IsNullOrEmpty(part)));

    [GeneratedRegex("^[-+a-z0-9.]+/[-+a-z0-9.]+$", RegexOptions.CultureInvariant)]
    private static partial Regex MediaTypes();
}
