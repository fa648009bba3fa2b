using System.IO.Compression;
using System.Text;
using ModelPack.Testing.Feeds;

namespace ModelPack.Feeds.Tests.Remote;

/// <summary>Makes model packages whose manifest is as large as real ones and whose files are not compressed.</summary>
internal static class TestModel
{
    public const string Id = "Contoso.A";

    /// <summary>A manifest that package readers accept.</summary>
    public static ModelManifest Manifest(string version, string id = Id) => new()
    {
        Id = id,
        Version = version,
        Digest = ModelDigest.Compute([]),
    };

    /// <summary>The files of a package with a manifest.</summary>
    public static (string Name, byte[] Content)[] Files(ModelManifest manifest, int weights = 100) =>
        [("modelpack/files/model.onnx", Noise(weights)), ("modelpack/modelpack.json", manifest.ToUtf8Bytes()), ("modelpack/files/z.bin", Noise(weights))];

    /// <summary>The bytes of a package.</summary>
    public static byte[] Bytes(ModelManifest manifest, int weights = 100) => TestPackage.Bytes(manifest.Id, manifest.Version, Files(manifest, weights));

    /// <summary>The bytes of a package whose entries are deflated.</summary>
    public static byte[] Deflated(ModelManifest manifest, string comment = "")
    {
        using MemoryStream bytes = new();
        using (ZipArchive archive = new(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            archive.Comment = comment;
            foreach ((string name, byte[] content) in Files(manifest, 200_000).Prepend(($"{manifest.Id}.nuspec", Encoding.UTF8.GetBytes("<package />"))))
            {
                using Stream stream = archive.CreateEntry(name, CompressionLevel.Fastest).Open();
                stream.Write(content);
            }
        }

        return bytes.ToArray();
    }

    public static byte[] Noise(int length)
    {
        byte[] bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }
}
