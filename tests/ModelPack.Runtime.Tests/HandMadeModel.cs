using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace ModelPack.Runtime.Tests;

/// <summary>A model package made by hand, in the form that ModelPack.Sdk gives it. Entry times are all equal, as those of deterministic packages.</summary>
internal sealed class HandMadeModel(string id, string version)
{
    private readonly List<(ModelFile File, byte[] Content)> files = [];

    public string Id { get; } = id;

    public string Version { get; } = version;

    public ModelManifest Manifest { get; } = new() { Id = id, Version = version };

    public HandMadeModel With(string path, string content, string role = ModelFileRoles.Weights, bool materialize = true) =>
        With(path, Encoding.UTF8.GetBytes(content), role, materialize);

    public HandMadeModel With(string path, byte[] content, string role = ModelFileRoles.Weights, bool materialize = true)
    {
        files.Add((new ModelFile { Path = path, Role = role, Size = content.Length, Sha256 = Convert.ToHexStringLower(SHA256.HashData(content)), Materialize = materialize }, content));
        return this;
    }

    /// <summary>The manifest of the files so far.</summary>
    public ModelManifest Seal()
    {
        Manifest.Files = [.. files.Select(entry => entry.File)];
        Manifest.Digest = ModelDigest.Compute(Manifest.Files);
        if (Manifest.Models.Count == 0)
        {
            Manifest.Models = [.. Manifest.Files.Where(file => file.Role == ModelFileRoles.Weights).Select((file, index) => new ModelEntry { File = file.Path, Format = "onnx", Primary = index == 0 })];
        }

        return Manifest;
    }

    /// <summary>Lays the model out as a restored package.</summary>
    /// <returns>The package's folder.</returns>
    public string Extract(string packagesFolder)
    {
        Seal();
        string root = Path.Combine(packagesFolder, Id.ToLowerInvariant(), Version);
        Write(Path.Combine(root, "modelpack", "modelpack.json"), Manifest.ToUtf8Bytes());
        foreach ((ModelFile file, byte[] content) in files)
        {
            Write(Path.Combine(root, "modelpack", "files", file.Path), content);
        }

        return root;
    }

    /// <summary>Writes the package into a folder feed.</summary>
    public void Pack(string feed, string runtimeVersion)
    {
        Seal();
        using ZipArchive archive = new(File.Create(Path.Combine(feed, $"{Id}.{Version}.nupkg")), ZipArchiveMode.Create);
        Add(archive, Id + ".nuspec", $"""
            <?xml version="1.0" encoding="utf-8"?>
            <package xmlns="http://schemas.microsoft.com/packaging/2012/06/nuspec.xsd">
              <metadata>
                <id>{Id}</id>
                <version>{Version}</version>
                <authors>test</authors>
                <description>A model.</description>
                <dependencies><group targetFramework="net10.0"><dependency id="ModelPack.Runtime" version="{runtimeVersion}" include="All" /></group></dependencies>
              </metadata>
            </package>
            """);
        Add(archive, "lib/net10.0/_._", []);
        Add(archive, "modelpack/modelpack.json", Manifest.ToUtf8Bytes());
        Add(archive, $"buildTransitive/net10.0/{Id}.props", $"""
            <Project>
              <ItemGroup>
                <ModelPackPackage Include="{Id}" ModelPackVersion="{Version}" ModelPackSlot="{Id}" ModelPackDigest="{Manifest.Digest}"
                                  ModelPackManifest="$([MSBuild]::NormalizePath('$(MSBuildThisFileDirectory)', '..', '..', 'modelpack', 'modelpack.json'))"
                                  ModelPackFilesRoot="$([MSBuild]::NormalizeDirectory('$(MSBuildThisFileDirectory)', '..', '..', 'modelpack', 'files'))" />
              </ItemGroup>
            </Project>
            """);
        foreach ((ModelFile file, byte[] content) in files)
        {
            Add(archive, "modelpack/files/" + file.Path, content);
        }
    }

    private static void Add(ZipArchive archive, string name, string text) => Add(archive, name, Encoding.UTF8.GetBytes(text));

    private static void Add(ZipArchive archive, string name, byte[] content)
    {
        ZipArchiveEntry entry = archive.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using Stream stream = entry.Open();
        stream.Write(content);
    }

    private static void Write(string path, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        File.SetLastWriteTimeUtc(path, new DateTime(1980, 1, 1, 0, 0, 0, DateTimeKind.Utc));
    }
}
