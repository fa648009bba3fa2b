using System.IO.Compression;
using System.Text;
using ModelPack.Core.Packing;

namespace ModelPack.Feeds.Records;

/// <summary>Writes a NuGet package whose bytes depend on nothing but its content: entries in a fixed order, dated 1980-01-01.</summary>
internal sealed class PackageZip : IDisposable
{
    private static readonly DateTimeOffset FirstDay = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ZipArchive _archive;

    /// <summary>Begins a package.</summary>
    /// <param name="stream">Takes it.</param>
    /// <param name="nuspec">The nuspec.</param>
    /// <param name="id">The id.</param>
    /// <param name="version">The version.</param>
    /// <param name="extensions">The extensions of its entries, for the list of content types.</param>
    public PackageZip(Stream stream, string nuspec, string id, string version, IEnumerable<string> extensions)
    {
        _archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        Add("_rels/.rels", Encoding.UTF8.GetBytes($"""
            <?xml version="1.0" encoding="utf-8"?>
            <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
              <Relationship Type="http://schemas.microsoft.com/packaging/2010/07/manifest" Target="/{id}.nuspec" Id="R1" />
              <Relationship Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="/{Properties}" Id="R2" />
            </Relationships>

            """.ReplaceLineEndings("\n")));
        Add($"{id}.nuspec", Encoding.UTF8.GetBytes(nuspec));
        Add("[Content_Types].xml", Encoding.UTF8.GetBytes(ContentTypes(extensions)));
        Add(Properties, Encoding.UTF8.GetBytes($"""
            <?xml version="1.0" encoding="utf-8"?>
            <coreProperties xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns="http://schemas.openxmlformats.org/package/2006/metadata/core-properties">
              <dc:creator>ModelPack</dc:creator>
              <dc:identifier>{id}</dc:identifier>
              <version>{version}</version>
            </coreProperties>

            """.ReplaceLineEndings("\n")));
    }

    private static string Properties => "package/services/metadata/core-properties/nuget.psmdcp";

    /// <summary>Adds a file.</summary>
    public void Add(string path, byte[] content)
    {
        using MemoryStream stream = new(content, writable: false);
        Add(path, stream);
    }

    /// <summary>Adds a file.</summary>
    public void Add(string path, Stream content)
    {
        ZipArchiveEntry entry = _archive.CreateEntry(EntryNames.Of(path), CompressionLevel.Optimal);
        entry.LastWriteTime = FirstDay;
        using Stream target = entry.Open();
        content.CopyTo(target);
    }

    /// <inheritdoc/>
    public void Dispose() => _archive.Dispose();

    private static string ContentTypes(IEnumerable<string> extensions)
    {
        StringBuilder text = new("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\n");
        foreach (string extension in extensions.Select(extension => extension.TrimStart('.').ToLowerInvariant()).Append("nuspec").Where(extension => extension.Length > 0 && extension is not ("rels" or "psmdcp")).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            text.Append("  <Default Extension=\"").Append(System.Security.SecurityElement.Escape(extension)).Append("\" ContentType=\"application/octet\" />\n");
        }

        return text.Append("  <Default Extension=\"psmdcp\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\" />\n")
            .Append("  <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\" />\n</Types>\n").ToString();
    }
}
