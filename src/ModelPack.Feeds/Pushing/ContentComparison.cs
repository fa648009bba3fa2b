using System.IO.Compression;
using ModelPack.Core.Packages;
using ModelPack.Feeds.Diagnostics;

namespace ModelPack.Feeds.Pushing;

/// <summary>Whether two packages have the same content, whatever feeds have put around it.</summary>
internal static class ContentComparison
{
    private const int BufferSize = 1 << 16;

    /// <summary>Compares a package to be pushed with one of a source.</summary>
    /// <returns>What differs, as part of a sentence, or <see langword="null"/>.</returns>
    /// <exception cref="InvalidDataException">The other one is no sound archive.</exception>
    public static async Task<string?> Difference(LocalPackage package, Stream other, CancellationToken cancellationToken)
    {
        using FileStream file = new(package.Path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        await using ZipArchive mine = new(file, ZipArchiveMode.Read);
        await using ZipArchive theirs = new(other, ZipArchiveMode.Read, leaveOpen: true);
        Dictionary<string, ZipArchiveEntry> myEntries = Entries(mine, package);
        Dictionary<string, ZipArchiveEntry> theirEntries = Entries(theirs, package);
        foreach (string name in myEntries.Keys.Union(theirEntries.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            string shown = $"'{FeedText.Clean(name)}'";
            if (!theirEntries.TryGetValue(name, out ZipArchiveEntry? theirEntry))
            {
                return $"it has no {shown}";
            }

            if (!myEntries.TryGetValue(name, out ZipArchiveEntry? myEntry))
            {
                return $"it has {shown} besides";
            }

            if (myEntry.Length != theirEntry.Length || !await AreEqual(myEntry, theirEntry, cancellationToken))
            {
                return $"its {shown} is another";
            }
        }

        return null;
    }

    // A payload is its content: the same is the same, whatever its nuspec says of the repository.
    private static Dictionary<string, ZipArchiveEntry> Entries(ZipArchive archive, LocalPackage package)
    {
        Dictionary<string, ZipArchiveEntry> entries = new(StringComparer.Ordinal);
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            string name = PackageParts.Name(entry.FullName);
            if (PackageParts.IsContent(name) && (package.Payload is null || name.StartsWith("shard/", StringComparison.Ordinal)) && !entries.TryAdd(name, entry))
            {
                throw new InvalidDataException($"'{FeedText.Clean(name)}' is in it twice.");
            }
        }

        return entries;
    }

    private static async Task<bool> AreEqual(ZipArchiveEntry one, ZipArchiveEntry other, CancellationToken cancellationToken)
    {
        await using Stream first = await one.OpenAsync(cancellationToken);
        await using Stream second = await other.OpenAsync(cancellationToken);
        byte[] left = new byte[BufferSize];
        byte[] right = new byte[BufferSize];
        while (true)
        {
            int read = await first.ReadAtLeastAsync(left, BufferSize, throwOnEndOfStream: false, cancellationToken);
            int otherRead = await second.ReadAtLeastAsync(right, BufferSize, throwOnEndOfStream: false, cancellationToken);
            if (read != otherRead || !left.AsSpan(0, read).SequenceEqual(right.AsSpan(0, otherRead)))
            {
                return false;
            }

            if (read == 0)
            {
                return true;
            }
        }
    }
}
