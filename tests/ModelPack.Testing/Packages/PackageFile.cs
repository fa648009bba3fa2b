using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;

namespace ModelPack.Testing;

/// <summary>A <c>.nupkg</c> as a test looks at it: entries, bytes, nuspec, manifest.</summary>
public sealed class PackageFile
{
    private const string ManifestEntry = "modelpack/" + ModelManifest.FileName;

    /// <summary>Opens a package; nothing stays open.</summary>
    public PackageFile(string path)
    {
        Path = path;
        using ZipArchive archive = ZipFile.OpenRead(path);
        Entries = [.. archive.Entries.Select(entry => Uri.UnescapeDataString(entry.FullName))];
        Nuspec = XDocument.Parse(ReadText(Entries.Single(entry => entry.EndsWith(".nuspec", StringComparison.Ordinal) && !entry.Contains('/', StringComparison.Ordinal))));
    }

    /// <summary>The package's file.</summary>
    public string Path { get; }

    /// <summary>The entries' names as NuGet sees them (escapes undone), in the package's order.</summary>
    public IReadOnlyList<string> Entries { get; }

    /// <summary>The nuspec.</summary>
    public XDocument Nuspec { get; }

    /// <summary>The package id.</summary>
    public string Id => Metadata("id")!;

    /// <summary>The package version.</summary>
    public string Version => Metadata("version")!;

    /// <summary>The package types, <c>Dependency</c> only where stated.</summary>
    public IReadOnlyList<string> PackageTypes => [.. Elements("packageType").Select(type => type.Attribute("name")!.Value)];

    /// <summary>Every dependency of every group.</summary>
    public IReadOnlyList<PackageDependency> Dependencies =>
        [.. Elements("dependency").Select(dependency => new PackageDependency(
            dependency.Parent!.Attribute("targetFramework")?.Value,
            dependency.Attribute("id")!.Value,
            dependency.Attribute("version")!.Value,
            dependency.Attribute("include")?.Value,
            dependency.Attribute("exclude")?.Value))];

    /// <summary>The package's manifest.</summary>
    public ModelManifest Manifest => ModelManifest.Load(new MemoryStream(ReadBytes(ManifestEntry)), ManifestEntry);

    /// <summary>The SHA-256 of the whole package, lower-case hexadecimal.</summary>
    public string Sha256 => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path)));

    /// <summary>An element of the nuspec's metadata, or <see langword="null"/>.</summary>
    public string? Metadata(string name) => Elements(name).FirstOrDefault(element => element.Parent!.Name.LocalName == "metadata")?.Value;

    /// <summary>The bytes of an entry.</summary>
    public byte[] ReadBytes(string entry)
    {
        using ZipArchive archive = ZipFile.OpenRead(Path);
        ZipArchiveEntry found = archive.Entries.FirstOrDefault(candidate => Uri.UnescapeDataString(candidate.FullName) == entry)
            ?? throw new FileNotFoundException($"'{Path}' has no entry '{entry}'; it has: {string.Join(", ", Entries)}");
        using Stream stream = found.Open();
        using MemoryStream bytes = new();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>The text of an entry.</summary>
    public string ReadText(string entry)
    {
        using StreamReader reader = new(new MemoryStream(ReadBytes(entry)), Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private IEnumerable<XElement> Elements(string name) => Nuspec.Descendants().Where(element => element.Name.LocalName == name);
}
