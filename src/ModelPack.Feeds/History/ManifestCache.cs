using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ModelPack.Core.Content;
using ModelPack.Feeds.Configuration;
using ModelPack.Feeds.Remote;
using NuGet.Configuration;
using NuGet.Versioning;

namespace ModelPack.Feeds.History;

/// <summary>
/// The manifests of packages of feeds that were read once: <c>manifests/</c> in the store of this machine, a file for each source, id and version. Versions never change;
/// where a source's list tells that one did (other hash, size or time of the file, published later), it is read again. Files appear whole, by a rename, and carry the
/// digest of their content: several processes may read and write at once, and what is damaged is not there. Losing it costs time only.
/// </summary>
internal sealed class ManifestCache(string? store)
{
    private const string Format = "ModelPack manifest 1";
    private const long MostBytes = 80L << 20;

    // Often enough to tell what nobody needs.
    private static readonly TimeSpan s_readMark = TimeSpan.FromDays(1);

    private readonly string? _folder = store is null ? null : FolderIn(store);

    /// <summary>Where it is in a store: a folder for each source, and in it one for each id. The time of a file is that of its last reading, within a day.</summary>
    public static string FolderIn(string store) => Path.Combine(store, "manifests");

    /// <summary>The cache of this machine.</summary>
    public static ManifestCache Open() => new(ModelPackStore.Folder);

    /// <summary>What was read of a version.</summary>
    /// <returns>It, or <see langword="null"/> where it must be read.</returns>
    public StoredManifest? Find(string id, PublishedVersion version)
    {
        if (_folder is null)
        {
            return null;
        }

        try
        {
            FileInfo file = new(PathOf(id, version));
            if (!file.Exists || file.Length > MostBytes || Parse(File.ReadAllBytes(file.FullName), version) is not { } found)
            {
                return null;
            }

            MarkRead(file);
            return found;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Memory that cannot be read is no memory.
            return null;
        }
    }

    /// <summary>Remembers what was read of a version.</summary>
    public void Remember(string id, PublishedVersion version, StoredManifest manifest)
    {
        if (_folder is null)
        {
            return;
        }

        string path = PathOf(id, version);
        string temporary = $"{path}.{Environment.ProcessId}-{Guid.NewGuid():N}.tmp";
        string header = string.Join(
            '\t',
            Format,
            version.Stamp,
            version.Published?.UtcTicks.ToString(CultureInfo.InvariantCulture) ?? "",
            manifest.PackageSize?.ToString(CultureInfo.InvariantCulture) ?? "",
            Convert.ToHexStringLower(SHA256.HashData(manifest.Manifest)));
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            // Not flushed to the disk: a thousand of them would take seconds, and the digest tells what a power failure left.
            using (FileStream stream = new(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0))
            {
                stream.Write([.. Encoding.UTF8.GetBytes(header), (byte)'\n', .. manifest.Manifest]);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The next call reads it from the feed.
            TryDelete(temporary);
        }
    }

    /// <summary>The ids of which something was read from a source, in lower case.</summary>
    public IReadOnlyList<string> KnownIds(PackageSource source)
    {
        try
        {
            string? folder = _folder is null ? null : Path.Combine(_folder, SourceKey.Of(source));
            return folder is null || !Directory.Exists(folder) ? [] : [.. Directory.EnumerateDirectories(folder).Select(path => Path.GetFileName(path))];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Memory that cannot be read is no memory.
            return [];
        }
    }

    private static StoredManifest? Parse(byte[] bytes, PublishedVersion version)
    {
        int end = bytes.AsSpan().IndexOf((byte)'\n');
        if (end < 0 || Encoding.UTF8.GetString(bytes, 0, end).Split('\t') is not [Format, var stamp, var published, var size, var sha256] || stamp != version.Stamp)
        {
            return null;
        }

        byte[] manifest = bytes[(end + 1)..];
        if (Convert.ToHexStringLower(SHA256.HashData(manifest)) != sha256)
        {
            return null;
        }

        // Published again since: the former one was deleted. Unlisting takes the time away, or sets it back.
        bool isOlder = version.Published is { } now && long.TryParse(published, NumberStyles.None, CultureInfo.InvariantCulture, out long then) && now.UtcTicks > then;
        return isOlder ? null : new StoredManifest(manifest, long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out long packageSize) ? packageSize : null);
    }

    private string PathOf(string id, PublishedVersion version) => Path.Combine(
        _folder!,
        SourceKey.Of(version.Source),
        id.ToLowerInvariant(),
        FileNameOf(version.Version));

    private static string FileNameOf(NuGetVersion version) => version.ToNormalizedString().ToLowerInvariant() + ".manifest";

    private static void MarkRead(FileInfo file)
    {
        try
        {
            if (DateTime.UtcNow - file.LastWriteTimeUtc > s_readMark)
            {
                file.LastWriteTimeUtc = DateTime.UtcNow;
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It is read from the feed again, if it is cleaned away.
        }
    }

    private static void TryDelete(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A file too many is harmless.
        }
    }
}
