using System.IO.Compression;
using System.Text;

namespace ModelPack.Runtime.Tests;

/// <summary>A NuGet package made by hand. Entry times are all equal, as those of deterministic packages.</summary>
internal sealed class HandMadePackage(string feed, string id, string version)
{
    private readonly string path = Path.Combine(feed, $"{id}.{version}.nupkg");

    public IReadOnlyList<(string Id, string Version)> Dependencies { get; init; } = [];

    public bool Exists => File.Exists(path);

    /// <summary>Writes the package into the feed.</summary>
    public void Write(params (string Name, byte[] Content)[] entries)
    {
        string dependencies = string.Concat(Dependencies.Select(dependency => $"""<dependency id="{dependency.Id}" version="{dependency.Version}" include="All" />"""));
        using ZipArchive archive = new(File.Create(path), ZipArchiveMode.Create);
        Add(archive, id + ".nuspec", Encoding.UTF8.GetBytes($"""
            <?xml version="1.0" encoding="utf-8"?>
            <package xmlns="http://schemas.microsoft.com/packaging/2012/06/nuspec.xsd">
              <metadata>
                <id>{id}</id>
                <version>{version}</version>
                <authors>test</authors>
                <description>A model.</description>
                <dependencies><group targetFramework="net10.0">{dependencies}</group></dependencies>
              </metadata>
            </package>
            """));
        foreach ((string name, byte[] content) in entries)
        {
            Add(archive, name, content);
        }
    }

    /// <summary>Writes a file as NuGet extracts it.</summary>
    public static void Write(string path, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        File.SetLastWriteTimeUtc(path, new DateTime(1980, 1, 1, 0, 0, 0, DateTimeKind.Utc));
    }

    private static void Add(ZipArchive archive, string name, byte[] content)
    {
        ZipArchiveEntry entry = archive.CreateEntry(name, name.StartsWith("shard/", StringComparison.Ordinal) ? CompressionLevel.NoCompression : CompressionLevel.Fastest);
        entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using Stream stream = entry.Open();
        stream.Write(content);
    }
}
