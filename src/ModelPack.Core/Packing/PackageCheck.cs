using System.IO.Compression;
using System.Security.Cryptography;
using System.Xml;
using System.Xml.Linq;
using ModelPack.Core.Attestations;

namespace ModelPack.Core.Packing;

/// <summary>
/// Compares a package with its manifest, every byte: between the layout and the package another build of the project, or a hook of it, may have written
/// to the intermediate folder.
/// </summary>
internal static class PackageCheck
{
    /// <summary>What is wrong with a package, as the rest of a sentence; <see langword="null"/> where it is whole.</summary>
    /// <exception cref="InvalidDataException">It is no package, or a damaged one.</exception>
    public static string? Complaint(string package, string id, string version)
    {
        using ZipArchive archive = ZipFile.OpenRead(package);
        ZipArchiveEntry? entry = archive.GetEntry(PackageLayout.Manifest);
        if (entry is null)
        {
            return $"has no '{PackageLayout.Manifest}'";
        }

        using Stream stream = entry.Open();
        ModelManifest manifest = ModelManifest.Load(stream, PackageLayout.Manifest);
        return manifest.Id != id || manifest.Version != version ? $"has the manifest of {manifest.Id} {manifest.Version}" : Content(archive, manifest) ?? Attestations(archive, manifest) ?? Dependencies(archive, manifest);
    }

    private static string? Content(ZipArchive archive, ModelManifest manifest)
    {
        Dictionary<string, ZipArchiveEntry> entries = new(StringComparer.Ordinal);
        foreach (ZipArchiveEntry file in archive.Entries)
        {
            entries[Uri.UnescapeDataString(file.FullName)] = file;
        }

        HashSet<string> payloads = [.. (manifest.Payloads ?? []).Select(payload => payload.Sha256)];
        foreach (ModelFile file in manifest.Files)
        {
            if (file.Shards?.FirstOrDefault(shard => !payloads.Contains(shard)) is { } shard)
            {
                return $"names no payload package that holds '{shard}', a part of '{file.Path}'";
            }

            foreach ((string path, string sha256) in Expected(file))
            {
                if (!entries.TryGetValue(path, out ZipArchiveEntry? packed))
                {
                    return $"lacks '{file.Path}'";
                }

                using Stream content = packed.Open();
                if (Convert.ToHexStringLower(SHA256.HashData(content)) != sha256)
                {
                    return $"holds another '{file.Path}' than its manifest says";
                }
            }
        }

        return null;
    }

    /// <summary>What the package holds for a file: path and SHA-256.</summary>
    private static IEnumerable<(string Path, string Sha256)> Expected(ModelFile file)
    {
        if ((file.Layout is null ? file.Sha256 : file.LaidOutSha256) is { } sha256)
        {
            yield return ($"{PackageLayout.Files}/{file.Path}", sha256);
        }

        if (file.Recipe is { } recipe)
        {
            yield return ($"{PackageLayout.Recipes}/{recipe.Path}", recipe.Sha256);
        }
    }

    /// <summary>What is said of the package must be said of this one.</summary>
    private static string? Attestations(ZipArchive archive, ModelManifest manifest)
    {
        foreach ((string path, Func<ModelManifest, byte[]> write) in new (string, Func<ModelManifest, byte[]>)[] { (PackageLayout.Sbom, CycloneDxBom.Write), (PackageLayout.Provenance, ProvenanceStatement.Write) })
        {
            if (archive.GetEntry(path) is { } entry)
            {
                using Stream content = entry.Open();
                if (!SHA256.HashData(content).AsSpan().SequenceEqual(SHA256.HashData(write(manifest))))
                {
                    return $"holds a '{path}' of another manifest";
                }
            }
        }

        return null;
    }

    /// <summary>Without its dependencies a package would be restored without its weights.</summary>
    private static string? Dependencies(ZipArchive archive, ModelManifest manifest)
    {
        if (manifest.Payloads is not { Count: > 0 } payloads)
        {
            return null;
        }

        ZipArchiveEntry? entry = archive.Entries.FirstOrDefault(entry => entry.FullName.EndsWith(".nuspec", StringComparison.OrdinalIgnoreCase) && !entry.FullName.Contains('/', StringComparison.Ordinal));
        if (entry is null)
        {
            return "has no nuspec";
        }

        XDocument nuspec;
        try
        {
            using Stream stream = entry.Open();
            nuspec = XDocument.Load(stream);
        }
        catch (XmlException exception)
        {
            throw new InvalidDataException(exception.Message, exception);
        }

        // Each group is for a framework; those that are too old for models have none.
        HashSet<string>[] groups = [.. nuspec.Descendants()
            .Where(element => element.Name.LocalName == "dependency")
            .GroupBy(dependency => dependency.Parent!)
            .Select(group => group.Select(dependency => $"{dependency.Attribute("id")?.Value} {dependency.Attribute("version")?.Value}").ToHashSet(StringComparer.OrdinalIgnoreCase))];
        HashSet<string>[] withAny = [.. groups.Where(group => payloads.Any(payload => group.Contains(Text(payload))))];
        ModelPayload? missing = payloads.FirstOrDefault(payload => withAny.Length == 0 || withAny.Any(group => !group.Contains(Text(payload))));
        return missing is null ? null : $"does not depend on {Text(missing)}, which holds a part of the model (SuppressDependenciesWhenPacking or a NuspecFile may be the reason)";
    }

    private static string Text(ModelPayload payload) => $"{payload.Id} [{payload.Version}]";
}
