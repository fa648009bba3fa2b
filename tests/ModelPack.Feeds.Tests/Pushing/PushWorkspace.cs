using System.IO.Compression;
using ModelPack.Feeds.Pushing;
using ModelPack.Testing.Feeds;

namespace ModelPack.Feeds.Tests.Pushing;

/// <summary>Makes packages to push, in a workspace of its own.</summary>
internal static class PushWorkspace
{
    /// <summary>Options that do not wait.</summary>
    public static PushOptions Quick => new()
    {
        Feed = FeedWorkspace.Quick,
        ApiKey = HttpFeed.ApiKey,
        ConfirmDelay = TimeSpan.FromMilliseconds(1),
        ConfirmTimeout = TimeSpan.FromSeconds(20),
    };

    /// <summary>Puts a signature into a package, as some feeds do.</summary>
    public static void Sign(string package)
    {
        using ZipArchive archive = ZipFile.Open(package, ZipArchiveMode.Update);
        using Stream signature = archive.CreateEntry(".signature.p7s").Open();
        signature.Write(new byte[9_000]);
    }

    /// <summary>Changes a text in a package.</summary>
    public static void Edit(string package, string entry, Func<string, string> change)
    {
        using ZipArchive archive = ZipFile.Open(package, ZipArchiveMode.Update);
        using Stream stream = archive.GetEntry(entry)!.Open();
        string text = new StreamReader(stream).ReadToEnd();
        string changed = change(text);
        Assert.NotEqual(text, changed);
        stream.SetLength(0);
        stream.Write(System.Text.Encoding.UTF8.GetBytes(changed));
    }

    /// <summary>Writes a package to push.</summary>
    public static string Package(this FeedWorkspace workspace, string id, string version, params IEnumerable<(string Name, byte[] Content)> files) =>
        TestPackage.WriteFlat(workspace["out"], id, version, files);

    /// <summary>Writes a payload package to push.</summary>
    public static (string Path, ModelPayload Payload) Payload(this FeedWorkspace workspace, int seed, int length = 5_000)
    {
        byte[] content = new byte[length];
        new Random(seed).NextBytes(content);
        (byte[] package, ModelPayload payload) = TestPackage.Payload(content);
        string path = workspace[$"out/{payload.Id}.{payload.Version}.nupkg"];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, package);
        return (path, payload);
    }

    /// <summary>Writes a model package to push, with as many payloads as there are seeds.</summary>
    public static ModelManifest Model(this FeedWorkspace workspace, string id, string version, params IReadOnlyList<int> seeds)
    {
        ModelPayload[] payloads = [.. seeds.Select(seed => workspace.Payload(seed).Payload)];
        Directory.CreateDirectory(workspace["out"]);
        File.WriteAllBytes(workspace[$"out/{id}.{version}.nupkg"], TestPackage.Model(id, version, payloads));
        return new ModelManifest { Id = id, Version = version, Payloads = [.. payloads] };
    }
}
