using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using ModelPack.Core.Layout;
using ModelPack.Files;

namespace ModelPack.Core.Content;

/// <summary>
/// Remembers the digest of a file for exactly its path and <see cref="FileStamp"/>; any difference digests again.
/// Kept below the <see cref="ModelPackStore"/>, one file per project; without a usable store every file is digested.
/// </summary>
public sealed class DigestMemory
{
    private readonly string? _file;
    private readonly Dictionary<string, string> _remembered = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _used = new(StringComparer.Ordinal);

    /// <summary>Opens the memory of one project.</summary>
    /// <param name="projectFile">The full path of the project.</param>
    public DigestMemory(string projectFile)
    {
        if (ModelPackStore.Folder is not { } store)
        {
            return;
        }

        string name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(projectFile)))[..32];
        _file = Path.Combine(store, "digests", name + ".tsv");
        try
        {
            foreach (string line in File.ReadLines(_file))
            {
                int tab = line.IndexOf('\t', StringComparison.Ordinal);
                if (tab == 64)
                {
                    _remembered[line[(tab + 1)..]] = line[..tab];
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // No memory yet, or none to be had: digesting again is always right.
        }
    }

    /// <summary>The SHA-256 of a file, remembered or computed: 64 lower case hexadecimal digits.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="cancellationToken">Stops the digesting.</param>
    /// <exception cref="IOException">The file cannot be read, or changed while it was read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file cannot be read.</exception>
    public string Sha256(string path, CancellationToken cancellationToken)
    {
        FileStamp stamp = FileStamp.Read(path, follow: true);
        string before = stamp.ToText(withChanged: true);
        string key = $"{before}\t{path}";
        if (_remembered.TryGetValue(key, out string? digest))
        {
            _used[key] = digest;
            return digest;
        }

        // A change within the same tick of the file system's clock would leave the same stamp.
        Thread.Sleep(stamp.UntilSettled(DateTimeOffset.UtcNow));
        digest = FileDigest.Compute(path, cancellationToken);
        if (FileStamp.Read(path, follow: true).ToText(withChanged: true) != before)
        {
            throw new IOException($"'{path}' was changed while it was read.");
        }

        if (before != FileStamp.Unknown)
        {
            _used[key] = digest;
        }

        return digest;
    }

    /// <summary>
    /// Remembers the digest of a shard that was read as a plan said, after making sure that the author's files are still as they were when the
    /// plan was made: so it also proves that shards and plan are of the same state of the files.
    /// </summary>
    /// <param name="shard">The shard, with its digest.</param>
    /// <exception cref="IOException">A file changed since the plan was made.</exception>
    public void Remember(Shard shard) => throw new NotImplementedException();

    /// <summary>Keeps what was used, and forgets the rest.</summary>
    public void Save()
    {
        if (_file is null || (_used.Count == _remembered.Count && _used.Keys.All(_remembered.ContainsKey)))
        {
            return;
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_file)!);
            AtomicFile.Write(_file, Encoding.UTF8.GetBytes(string.Concat(_used.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Value}\t{pair.Key}\n"))));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A store that cannot be written costs time, never correctness.
        }
    }
}
