using System.IO.Compression;
using System.Security;
using System.Text;
using ModelPack.Feeds.Pushing;
using NuGet.Versioning;

namespace ModelPack.Feeds.Probing;

/// <summary>Makes packages to try a feed with, under an id that nobody has.</summary>
/// <param name="folder">Where their files are.</param>
internal sealed class ProbePackages(string folder)
{
    private const int BufferSize = 1 << 20;

    /// <summary>The id.</summary>
    public string Id { get; } = $"ModelPack.Probe.{Guid.NewGuid():n}"[..32];

    /// <summary>A tag that only they have.</summary>
    public string Tag => Id.Replace('.', '-').ToLowerInvariant();

    /// <summary>Makes one.</summary>
    /// <param name="version">The version.</param>
    /// <param name="content">What tells it from others of the version.</param>
    /// <param name="size">How large it is at least; 0 for small.</param>
    public LocalPackage Make(string version, string content, long size = 0)
    {
        string path = Path.Combine(folder, $"{Guid.NewGuid():n}.nupkg");
        using (FileStream file = new(path, FileMode.CreateNew, FileAccess.Write))
        using (ZipArchive archive = new(file, ZipArchiveMode.Create))
        {
            Write(archive, $"{Id}.nuspec", $"""
                <?xml version="1.0" encoding="utf-8"?>
                <package xmlns="http://schemas.microsoft.com/packaging/2011/08/nuspec.xsd">
                  <metadata>
                    <id>{Id}</id>
                    <version>{SecurityElement.Escape(version)}</version>
                    <authors>ModelPack</authors>
                    <description>Tries what this feed promises. It may be deleted.</description>
                    <tags>modelpack-probe {Tag}</tags>
                  </metadata>
                </package>
                """);
            Write(archive, "probe.txt", content);
            Write(archive, "lib/netstandard2.0/_._", "");
            if (size > 0)
            {
                Fill(archive, size);
            }
        }

        return LocalPackage.Read(path);
    }

    /// <summary>The version that comes after so many.</summary>
    public static NuGetVersion Version(int major, int number) => new(major, 0, number);

    private static void Write(ZipArchive archive, string name, string text)
    {
        using Stream stream = archive.CreateEntry(name).Open();
        stream.Write(Encoding.UTF8.GetBytes(text));
    }

    private static void Fill(ZipArchive archive, long size)
    {
        using Stream stream = archive.CreateEntry("probe.bin", CompressionLevel.NoCompression).Open();
        byte[] zeros = new byte[BufferSize];
        for (long left = size; left > 0; left -= Math.Min(left, BufferSize))
        {
            stream.Write(zeros.AsSpan(0, (int)Math.Min(left, BufferSize)));
        }
    }
}
