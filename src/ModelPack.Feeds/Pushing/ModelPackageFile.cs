using System.Text.Json;
using ModelPack.Core.Packages;
using ModelPack.Core.Packing;
using ModelPack.Core.Records;
using ModelPack.Feeds.Diagnostics;
using NuGet.Versioning;

namespace ModelPack.Feeds.Pushing;

/// <summary>A package file, with what its manifest says that it needs, where it is of a model.</summary>
/// <param name="Package">The package.</param>
/// <param name="IsModel">Whether it has a manifest.</param>
/// <param name="Payloads">The payloads that it needs.</param>
/// <param name="Parts">The model packages that it consists of.</param>
/// <param name="Records">Which records it holds.</param>
internal sealed record ModelPackageFile(LocalPackage Package, bool IsModel, IReadOnlyList<ModelPayload> Payloads, IReadOnlyList<ModelPart> Parts, RecordContent Records)
{
    /// <summary>Whether a package is one of those that it consists of.</summary>
    public bool HasPart(LocalPackage package) => Parts.Any(part =>
        package.Id.Equals(part.Id, StringComparison.OrdinalIgnoreCase) && NuGetVersion.TryParse(part.Version, out NuGetVersion? version) && VersionComparer.VersionRelease.Equals(version, package.Version));

    /// <summary>Reads a package file.</summary>
    /// <exception cref="Core.Diagnostics.ModelPackException">It is no sound package, or its manifest is not (MP5026).</exception>
    public static ModelPackageFile Read(string path)
    {
        LocalPackage package = LocalPackage.Read(path);
        using NupkgContent content = new(path);
        RecordContent records = content.Contains(AliasHistory.Entry) ? RecordContent.Alias : content.Contains(RecordPackages.Entry) ? RecordContent.Book : RecordContent.None;
        if (!content.Contains(PackageLayout.Manifest))
        {
            return new ModelPackageFile(package, false, [], [], records);
        }

        // Only this of the manifest is needed, and all of it takes long to load.
        try
        {
            using JsonDocument document = JsonDocument.Parse(PackageManifests.ReadBytes(content, PackageLayout.Manifest, PackageManifests.MaximumSize));
            ModelManifest manifest = new()
            {
                Payloads = [.. Items(document, "payloads").Select(item => new ModelPayload { Id = Text(item, "id"), Version = Text(item, "version"), Sha256 = Text(item, "sha256"), Size = item.GetProperty("size").GetInt64() })],
            };
            ModelPart[] parts = [.. Items(document, "parts").Select(item => new ModelPart { Id = Text(item, "id"), Version = Text(item, "version") })];
            return ModelLayoutRules.Explain(manifest) is { } wrong ? throw new InvalidDataException(wrong) : new ModelPackageFile(package, true, manifest.Payloads, parts, records);
        }
        catch (Exception exception) when (exception is JsonException or InvalidDataException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw FeedProblems.Fail(FeedDiagnosticCodes.BadPackageFile, $"The manifest of '{path}' cannot be right: {FeedText.Clean(exception.Message)} Pack it again.", exception, path);
        }
    }

    private static JsonElement.ArrayEnumerator Items(JsonDocument document, string name) =>
        document.RootElement.TryGetProperty(name, out JsonElement list) && list.ValueKind != JsonValueKind.Null ? list.EnumerateArray() : default;

    private static string Text(JsonElement item, string name) => item.GetProperty(name).GetString() ?? throw new InvalidDataException($"'{name}' is null.");
}
