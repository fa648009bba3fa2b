using System.Text.Json;
using ModelPack.Core.Packing;

namespace ModelPack.Core.Checklists.G7;

/// <summary>MD: the bill of materials itself. Looked up in the package's own one, and proven where the manifest gives the same bytes.</summary>
internal static class SbomElements
{
    private const string NoSbom = "Pack without ModelPackGenerateSbom=false: the package then carries its bill of materials.";
    private const string NotInPackage = "Look at the package: what services get of it has no bill of materials.";
    private const string NotInSbom = "The bill of materials in the package does not say it. Pack again with this version of ModelPack.";

    /// <summary>The elements by identifier.</summary>
    public static IEnumerable<(string Id, Finding Finding)> Of(G7Facts facts)
    {
        yield return ("MD-01", Claim(facts, sbom => Join(First(sbom, "metadata", "authors", "name"), First(sbom, "metadata", "tools", "components", "name"))));
        yield return ("MD-02", Find(facts, sbom => sbom.TryGetProperty("version", out JsonElement version) && version.ValueKind == JsonValueKind.Number ? Join(Text(sbom, "serialNumber"), $"version {version.GetRawText()}") : null));
        yield return ("MD-03", Find(facts, sbom => Text(sbom, "bomFormat")));
        yield return ("MD-04", Find(facts, sbom => Text(sbom, "specVersion")));
        yield return ("MD-05", facts.Evidence.Signed
            ? Finding.Stated("The package's signature", "The package holds a signature, which covers all of it where it holds; 'dotnet nuget verify' checks that, and whose it is.")
            : Finding.Missing(!facts.Evidence.IsPackage ? "Look at the package: a signature is there or nowhere." : "Sign the package: 'dotnet nuget sign'. Its signature covers the bill of materials in it."));
        yield return ("MD-06", Claim(facts, sbom => First(sbom, "metadata", "tools", "components", "name")));
        yield return ("MD-07", Claim(facts, sbom => First(sbom, "metadata", "tools", "components", "version")));
        yield return ("MD-08", Claim(facts, sbom => First(sbom, "metadata", "lifecycles", "phase")));
        yield return ("MD-09", Claim(facts, sbom => Text(sbom, "metadata", "timestamp"), "Pack in a git checkout with a commit, or set SOURCE_DATE_EPOCH: the time of a build itself would make each package another one."));
        yield return ("MD-10", Find(facts, sbom => sbom.TryGetProperty("dependencies", out JsonElement dependencies) && dependencies.ValueKind == JsonValueKind.Array && dependencies.GetArrayLength() is > 0 and int count ? $"{count} components with what they depend on" : null));
    }

    /// <summary>What the document says of who made it, when and how: bytes cannot prove it.</summary>
    private static Finding Claim(G7Facts facts, Func<JsonElement, string?> look, string cure = NotInSbom)
    {
        Finding found = Find(facts, look, cure);
        return found.Status == ElementStatus.Proven ? found with { Status = ElementStatus.Stated } : found;
    }

    private static Finding Find(G7Facts facts, Func<JsonElement, string?> look, string cure = NotInSbom)
    {
        if (facts.Evidence.Sbom is null)
        {
            return Finding.Missing(facts.Evidence.IsPackage ? NoSbom : NotInPackage);
        }

        if (facts.Sbom is not { } sbom || look(sbom) is not { Length: > 0 } value)
        {
            return Finding.Missing(cure);
        }

        return facts.SbomHolds
            ? Finding.Proven(value, $"{PackageLayout.Sbom} is, byte for byte, what the manifest gives.")
            : Finding.Stated(value, $"{PackageLayout.Sbom} says it, but is not what this version of ModelPack makes of the manifest{(facts.Manifest.ToolVersion is { } version ? $", which ModelPack {version} wrote" : "")}.");
    }

    private static string? Join(string? first, string? second) => first is null ? second : second is null ? first : $"{first}, {second}";

    /// <summary>The text at the end of a path of objects.</summary>
    private static string? Text(JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (string name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return null;
            }
        }

        try
        {
            return element.ValueKind == JsonValueKind.String ? element.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // Half a character, escaped.
            return null;
        }
    }

    /// <summary>A text of the first object in the array at the end of a path.</summary>
    private static string? First(JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (string name in path[..^1])
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return null;
            }
        }

        return element.ValueKind == JsonValueKind.Array && element.GetArrayLength() > 0 ? Text(element[0], path[^1]) : null;
    }
}
