using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using ModelPack.Core.Packages;

namespace ModelPack.Core.Tests.Packages;

/// <summary>Archives, and what is wrong with some.</summary>
internal static class TestArchive
{
    private const uint CentralHeader = 0x02014b50;

    public static byte[] Of(params (string Path, byte[] Content)[] entries)
    {
        using MemoryStream stream = new();
        using (ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string path, byte[] content) in entries)
            {
                using Stream entry = archive.CreateEntry(path).Open();
                entry.Write(content);
            }
        }

        return stream.ToArray();
    }

    public static byte[] Of(string path, string text) => Of((path, Encoding.UTF8.GetBytes(text)));

    public static NupkgContent Open(byte[] archive) => new(new MemoryStream(archive), "a.nupkg");

    /// <summary>States another size for the only entry.</summary>
    public static byte[] Stating(byte[] archive, uint size)
    {
        byte[] changed = [.. archive];
        for (int i = 0; i + 28 < changed.Length; i++)
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(changed.AsSpan(i)) == CentralHeader)
            {
                BinaryPrimitives.WriteUInt32LittleEndian(changed.AsSpan(i + 24), size);
                return changed;
            }
        }

        throw new ArgumentException("No central directory.", nameof(archive));
    }
}
