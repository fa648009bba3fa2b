using System.Collections.Concurrent;
using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ModelPack.Testing.Containers;

/// <summary>An OCI registry on the loopback address, in memory, with one small base image: what <c>dotnet publish /t:PublishContainer</c> pulls from and pushes to.</summary>
public sealed partial class ContainerRegistry : IAsyncDisposable
{
    /// <summary>The name and tag of the base image.</summary>
    public const string BaseImage = "runtime:1";

    private const string ManifestType = "application/vnd.docker.distribution.manifest.v2+json";

    private readonly WebApplication _application;
    private readonly ConcurrentDictionary<string, byte[]> _blobs = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte[]> _manifests = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, MemoryStream> _uploads = new(StringComparer.Ordinal);

    private ContainerRegistry()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _application = builder.Build();
        _application.Run(Answer);
        AddBaseImage();
    }

    /// <summary>Host and port, as image names have them. The .NET SDK speaks plain HTTP with <c>localhost</c>.</summary>
    public string Address => $"localhost:{new Uri(_application.Urls.Single()).Port}";

    /// <summary>Starts a registry.</summary>
    public static async Task<ContainerRegistry> Start()
    {
        ContainerRegistry registry = new();
        await registry._application.StartAsync();
        return registry;
    }

    /// <summary>The digests of an image's layers, the lowest first.</summary>
    public IReadOnlyList<string> Layers(string image, string tag) =>
        [.. JsonNode.Parse(_manifests[$"{image}:{tag}"])!["layers"]!.AsArray().Select(layer => (string)layer!["digest"]!)];

    /// <summary>The names of the files in a layer.</summary>
    public IReadOnlyList<string> Files(string layer)
    {
        using TarReader tar = Open(layer);
        List<string> names = [];
        while (tar.GetNextEntry() is { } entry)
        {
            if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile)
            {
                names.Add(entry.Name.TrimStart('/'));
            }
        }

        return names;
    }

    /// <summary>Unpacks an image, layer by layer.</summary>
    public void Extract(string image, string tag, string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (string layer in Layers(image, tag))
        {
            using GZipStream stream = new(new MemoryStream(_blobs[layer]), CompressionMode.Decompress);
            TarFile.ExtractToDirectory(stream, folder, overwriteFiles: true);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private TarReader Open(string layer)
    {
        using GZipStream gzip = new(new MemoryStream(_blobs[layer]), CompressionMode.Decompress);
        MemoryStream tar = new();
        gzip.CopyTo(tar);
        tar.Position = 0;
        return new TarReader(tar);
    }

    private void AddBaseImage()
    {
        MemoryStream tar = new();
        using (TarWriter writer = new(tar, TarEntryFormat.Ustar, leaveOpen: true))
        {
            writer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "etc/base") { DataStream = new MemoryStream("base"u8.ToArray()) });
        }

        MemoryStream layer = new();
        using (GZipStream gzip = new(layer, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(tar.ToArray());
        }

        byte[] config = JsonSerializer.SerializeToUtf8Bytes(new
        {
            architecture = "amd64",
            os = "linux",
            config = new { Env = (string[])["PATH=/bin"] },
            rootfs = new { type = "layers", diff_ids = (string[])[Digest(tar.ToArray())] },
        });
        _manifests[BaseImage] = JsonSerializer.SerializeToUtf8Bytes(new
        {
            schemaVersion = 2,
            mediaType = ManifestType,
            config = new { mediaType = "application/vnd.docker.container.image.v1+json", size = config.Length, digest = Add(config) },
            layers = new[] { new { mediaType = "application/vnd.docker.image.rootfs.diff.tar.gzip", size = layer.Length, digest = Add(layer.ToArray()) } },
        });
    }

    private Task Answer(HttpContext context)
    {
        Match request = Request().Match(context.Request.Path.Value ?? "");
        string name = request.Groups["name"].Value;
        string reference = request.Groups["reference"].Value;
        return (context.Request.Method, request.Groups["kind"].Value) switch
        {
            ("GET", "") => Task.CompletedTask,
            ("GET" or "HEAD", "manifests") => Send(context, _manifests.GetValueOrDefault(reference.StartsWith("sha256:", StringComparison.Ordinal) ? reference : $"{name}:{reference}")),
            ("PUT", "manifests") => TakeManifest(context, name, reference),
            ("GET" or "HEAD", "blobs") => Send(context, _blobs.GetValueOrDefault(reference)),
            ("POST", "uploads") => Accept(context, name, Guid.NewGuid().ToString("N"), new MemoryStream()),
            ("PATCH", "uploads") => Append(context, name, reference),
            ("PUT", "uploads") => Finish(context, reference),
            _ => Send(context, null),
        };
    }

    private async Task Send(HttpContext context, byte[]? content)
    {
        if (content is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        context.Response.ContentType = TypeOf(content);
        context.Response.ContentLength = content.Length;
        context.Response.Headers["Docker-Content-Digest"] = Digest(content);
        if (context.Request.Method != "HEAD")
        {
            await context.Response.Body.WriteAsync(content);
        }
    }

    private string TypeOf(byte[] content) => _manifests.Values.Any(manifest => ReferenceEquals(manifest, content)) ? (string?)JsonNode.Parse(content)!["mediaType"] ?? ManifestType : "application/octet-stream";

    private async Task TakeManifest(HttpContext context, string name, string reference)
    {
        using MemoryStream content = new();
        await context.Request.Body.CopyToAsync(content);
        byte[] manifest = content.ToArray();
        _manifests[$"{name}:{reference}"] = manifest;
        _manifests[Digest(manifest)] = manifest;
        context.Response.Headers["Docker-Content-Digest"] = Digest(manifest);
        context.Response.StatusCode = StatusCodes.Status201Created;
    }

    private Task Accept(HttpContext context, string name, string upload, MemoryStream content)
    {
        _uploads[upload] = content;
        context.Response.Headers.Location = $"http://{context.Request.Host}/v2/{name}/blobs/uploads/{upload}";
        context.Response.Headers.Range = $"0-{Math.Max(0, content.Length - 1)}";
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        return Task.CompletedTask;
    }

    private async Task Append(HttpContext context, string name, string upload)
    {
        await context.Request.Body.CopyToAsync(_uploads[upload]);
        await Accept(context, name, upload, _uploads[upload]);
    }

    private async Task Finish(HttpContext context, string upload)
    {
        _uploads.TryRemove(upload, out MemoryStream? content);
        await context.Request.Body.CopyToAsync(content!);
        context.Response.StatusCode = Add(content!.ToArray()) == context.Request.Query["digest"] ? StatusCodes.Status201Created : StatusCodes.Status400BadRequest;
    }

    private string Add(byte[] content)
    {
        string digest = Digest(content);
        _blobs[digest] = content;
        return digest;
    }

    private static string Digest(byte[] content) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(content));

    [GeneratedRegex("^/v2/((?<name>.+?)/(blobs/(?<kind>uploads)|(?<kind>manifests|blobs))/(?<reference>[^/]*))?$")]
    private static partial Regex Request();
}
