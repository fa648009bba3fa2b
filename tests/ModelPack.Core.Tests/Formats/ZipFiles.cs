using System.IO.Compression;

namespace ModelPack.Core.Tests.Formats;

/// <summary>Makes zip archives.</summary>
internal static class ZipFiles
{
    public static byte[] Make(CompressionLevel level, params (string Name, byte[] Content)[] entries)
    {
        using MemoryStream stream = new();
        using (ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] content) in entries)
            {
                using Stream entry = archive.CreateEntry(name, level).Open();
                entry.Write(content);
            }
        }

        return stream.ToArray();
    }

    public static byte[] Stored(params (string Name, byte[] Content)[] entries) => Make(CompressionLevel.NoCompression, entries);

    /// <summary>An array of NumPy of one element.</summary>
    public static byte[] Npy(string descr)
    {
        byte[] header = System.Text.Encoding.ASCII.GetBytes($"{{'descr': {descr}, 'fortran_order': False, 'shape': (1,), }}".PadRight(117) + "\n");
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. header, 0, 0, 0, 0, 0, 0, 0, 0];
    }
}
