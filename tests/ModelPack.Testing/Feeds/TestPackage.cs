using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace ModelPack.Testing.Feeds;

/// <summary>Makes small packages, sound ones and others.</summary>
public static class TestPackage
{
    /// <summary>The bytes of a package.</summary>
    /// <param name="id">The id in its nuspec.</param>
    /// <param name="version">The version in its nuspec.</param>
    /// <param name="files">Its files: name and content, stored as they are.</param>
    public static byte[] Bytes(string id, string version, params IEnumerable<(string Name, byte[] Content)> files) => Zip([Nuspec(id, version), .. files]);

    private static (string Name, byte[] Content) Nuspec(string id, string version, string tags = "modelpack test", params IEnumerable<(string Id, string Range)> dependencies)
    {
        string group = string.Concat(dependencies.Select(dependency => $"""<dependency id="{dependency.Id}" version="{dependency.Range}" />"""));
        string nuspec = $"""
            <?xml version="1.0" encoding="utf-8"?>
            <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd">
              <metadata>
                <id>{id}</id>
                <version>{version}</version>
                <authors>tests</authors>
                <description>A package of a test.</description>
                <tags>{tags}</tags>
                <dependencies><group targetFramework="net10.0">{group}</group></dependencies>
              </metadata>
            </package>
            """;
        return ($"{id}.nuspec", Encoding.UTF8.GetBytes(nuspec));
    }

    /// <summary>The bytes of a model package whose weights are in payloads.</summary>
    /// <param name="id">The id.</param>
    /// <param name="version">The version, normalized.</param>
    /// <param name="payloads">What holds its one file, in pieces.</param>
    /// <param name="parts">The model packages that it consists of.</param>
    /// <param name="dependencies">Other dependencies: ids and version ranges.</param>
    public static byte[] Model(string id, string version, IReadOnlyList<ModelPayload> payloads, IReadOnlyList<ModelPart>? parts = null, params IEnumerable<(string Id, string Range)> dependencies)
    {
        ModelManifest manifest = new() { Id = id, Version = version, Payloads = [.. payloads], Parts = parts is null ? null : [.. parts] };
        if (payloads.Count > 0)
        {
            manifest.Files.Add(new ModelFile
            {
                Path = "weights.bin",
                Role = "model",
                Size = payloads.Sum(payload => payload.Size),
                Sha256 = payloads.Count == 1 ? payloads[0].Sha256 : new string('a', 64),
                Layout = ModelLayouts.Exact,
                Shards = [.. payloads.Select(payload => payload.Sha256)],
            });
        }

        manifest.Digest = ModelDigest.Compute(manifest.Files);
        IEnumerable<(string, string)> all = [.. payloads.Select(payload => (payload.Id, $"[{payload.Version}]")), .. (parts ?? []).Select(part => (part.Id, $"[{part.Version}]")), .. dependencies];
        return Zip(Nuspec(id, version, "modelpack", all), ("modelpack/modelpack.json", manifest.ToUtf8Bytes()), ("lib/net10.0/_._", []));
    }

    /// <summary>Writes a package to a flat folder feed.</summary>
    public static string WriteFlat(string folder, string id, string version, params IEnumerable<(string Name, byte[] Content)> files)
    {
        string path = Path.Combine(Directory.CreateDirectory(folder).FullName, $"{id}.{version}.nupkg");
        File.WriteAllBytes(path, Bytes(id, version, files));
        return path;
    }

    /// <summary>Writes a package to a hierarchical folder feed, as <c>nuget add</c> does.</summary>
    public static string WriteHierarchical(string folder, string id, string version, params IEnumerable<(string Name, byte[] Content)> files)
    {
        (string idKey, string versionKey) = (FeedPackage.Key(id), FeedPackage.NormalizeVersion(version));
        string place = Directory.CreateDirectory(Path.Combine(folder, idKey, versionKey)).FullName;
        string path = Path.Combine(place, $"{idKey}.{versionKey}.nupkg");
        byte[] bytes = Bytes(id, version, files);
        File.WriteAllBytes(path, bytes);
        using (ZipArchive archive = ZipFile.OpenRead(path))
        {
            archive.GetEntry($"{id}.nuspec")!.ExtractToFile(Path.Combine(place, $"{idKey}.nuspec"));
        }

        File.WriteAllText(path + ".sha512", Convert.ToBase64String(SHA512.HashData(bytes)));
        return path;
    }

    /// <summary>The bytes of a payload package, its content first as in real ones, and what its manifest says of it.</summary>
    public static (byte[] Package, ModelPayload Payload) Payload(byte[] content, string prefix = "Contoso")
    {
        string sha256 = Convert.ToHexStringLower(SHA256.HashData(content));
        ModelPayload payload = new() { Id = $"{prefix}.Payload.{sha256[..32]}", Version = "1.0.0", Sha256 = sha256, Size = content.Length };
        return (Zip(($"shard/{sha256}.bin", content), Nuspec(payload.Id, payload.Version)), payload);
    }

    /// <summary>A zip archive with stored entries, whatever their names.</summary>
    public static byte[] Zip(params IEnumerable<(string Name, byte[] Content)> entries)
    {
        using MemoryStream bytes = new();
        using (ZipArchive archive = new(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] content) in entries)
            {
                using Stream stream = archive.CreateEntry(name, CompressionLevel.NoCompression).Open();
                stream.Write(content);
            }
        }

        return bytes.ToArray();
    }
}
