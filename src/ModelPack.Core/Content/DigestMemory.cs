using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using ModelPack.Core.Layout;
using ModelPack.Files;

namespace ModelPack.Core.Content;

/// <summary>
/// Remembers digests of files, of their ranges and of shards, and where files are cut, for exactly a path and <see cref="FileStamp"/>; any difference
/// reads again. Kept below the <see cref="ModelPackStore"/>, one file per project; without a usable store every file is read. For concurrent use.
/// </summary>
public sealed class DigestMemory
{
    private readonly DigestMemoryFile? _file;
    private readonly DigestMemoryContent _remembered;
    private readonly ConcurrentDictionary<string, string> _files = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _digestedAs = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, FileMemory> _observed = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _shards = new(StringComparer.Ordinal);
    private bool _collected;
    private bool _planned;

    /// <summary>Opens the memory of one project.</summary>
    /// <param name="projectFile">The full path of the project.</param>
    public DigestMemory(string projectFile)
    {
        _file = DigestMemoryFile.Of(projectFile);
        _remembered = _file?.Read() ?? new DigestMemoryContent();
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
        if (_remembered.Files.TryGetValue(key, out string? digest))
        {
            _files[key] = digest;
            _digestedAs[path] = before;
            return digest;
        }

        // A change within the same tick of the file system's clock would leave the same stamp.
        Thread.Sleep(stamp.UntilSettled(DateTimeOffset.UtcNow));
        digest = FileDigest.Compute(path, cancellationToken);
        if (FileStamp.Read(path, follow: true).ToText(withChanged: true) != before)
        {
            throw Changed(path);
        }

        if (before != FileStamp.Unknown)
        {
            _files[key] = digest;
            _digestedAs[path] = before;
        }

        return digest;
    }

    /// <summary>
    /// Remembers the digest of a shard that was read as a plan said, after making sure that the author's files are still as they were when the
    /// plan was made: so it also proves that shards and plan are of the same state of the files.
    /// </summary>
    /// <param name="shard">The shard, with its digest.</param>
    /// <exception cref="IOException">A file changed since the plan was made.</exception>
    public void Remember(Shard shard)
    {
        string sha256 = shard.Sha256 ?? throw new InvalidOperationException("The shard has no digest.");
        foreach (string path in shard.Pieces.Select(piece => piece.Data.File).Distinct(StringComparer.Ordinal))
        {
            Confirm(path);
        }

        if (Find(shard) is { } known && known != sha256)
        {
            throw Changed(shard.Pieces[0].Data.File);
        }

        if (IsRange(shard, out FileRange range))
        {
            Remember(range, sha256);
        }
        else if (KeyOf(shard) is { } key)
        {
            _shards[key] = sha256;
        }
    }

    /// <summary>Makes sure that a file is still as it was when the plan was made, and when this memory was asked for its digest.</summary>
    /// <param name="path">The full path.</param>
    /// <exception cref="IOException">The file changed.</exception>
    public void Confirm(string path)
    {
        string now = FileStamp.Read(path, follow: true).ToText(withChanged: true);
        if ((_observed.TryGetValue(path, out FileMemory? observed) && observed.Stamp != now) || (_digestedAs.TryGetValue(path, out string? digested) && digested != now))
        {
            throw Changed(path);
        }
    }

    /// <summary>Every file of the project was asked for: digests of others are forgotten.</summary>
    public void EndFiles() => _collected = true;

    /// <summary>Keeps what was used, and forgets the rest: of the files' digests where all were asked for, and of what plans need where one was made.</summary>
    public void Save()
    {
        if (_file is null)
        {
            return;
        }

        DigestMemoryContent content = new();
        Merge(content.Files, _files, _collected ? [] : _remembered.Files);
        Merge(content.Shards, _shards, _planned ? [] : _remembered.Shards);
        foreach ((string path, FileMemory file) in _planned ? [] : _remembered.Ranges)
        {
            content.Ranges[path] = file;
        }

        foreach ((string path, FileMemory file) in _observed.Where(pair => pair.Value.Stamp != FileStamp.Unknown))
        {
            if (!_planned)
            {
                // Nobody has made sure yet that it is still what was read.
                if (FileStamp.Read(path, follow: true).ToText(withChanged: true) != file.Stamp)
                {
                    continue;
                }

                file.KeepRemembered();
            }

            content.Ranges[path] = file;
        }

        _file.Write(content);
    }

    /// <summary>Looks at the files of a plan. What is read of them from now on is of this state, or <see cref="Confirm"/> throws.</summary>
    /// <returns>The sizes in bytes.</returns>
    internal IReadOnlyList<long> Observe(IReadOnlyList<string> paths)
    {
        long[] sizes = new long[paths.Count];
        TimeSpan wait = TimeSpan.Zero;
        for (int i = 0; i < sizes.Length; i++)
        {
            FileStamp stamp = FileStamp.Read(paths[i], follow: true);
            string text = stamp.ToText(withChanged: true);
            FileMemory? remembered = _remembered.Ranges.GetValueOrDefault(paths[i]);
            _observed[paths[i]] = new FileMemory(text, remembered?.Stamp == text && text != FileStamp.Unknown ? remembered : null);
            sizes[i] = stamp.Size;
            TimeSpan settled = stamp.UntilSettled(DateTimeOffset.UtcNow);
            wait = settled > wait ? settled : wait;
        }

        Thread.Sleep(wait);
        return sizes;
    }

    /// <summary>A plan is complete: what it did not use is forgotten.</summary>
    internal void EndPlan() => _planned = true;

    /// <summary>The digest of a range of an observed file, where it is known.</summary>
    internal string? Find(FileRange range) => _observed.TryGetValue(range.File, out FileMemory? file) ? file.FindRange(range.Offset, range.Length) : null;

    /// <summary>The digest of a shard of observed files, where it is known.</summary>
    internal string? Find(Shard shard)
    {
        if (IsRange(shard, out FileRange range))
        {
            return Find(range);
        }

        if (KeyOf(shard) is not { } key)
        {
            return null;
        }

        return _shards.TryGetValue(key, out string? sha256) || _remembered.Shards.TryGetValue(key, out sha256) ? _shards[key] = sha256 : null;
    }

    /// <summary>Numbers about an observed file, where they are known.</summary>
    internal IReadOnlyList<long>? FindNumbers(string path, string key) => _observed.TryGetValue(path, out FileMemory? file) ? file.FindNumbers(key) : null;

    /// <summary>Remembers the digest of a range of an observed file.</summary>
    internal void Remember(FileRange range, string sha256)
    {
        if (_observed.TryGetValue(range.File, out FileMemory? file))
        {
            file.Remember(range.Offset, range.Length, sha256);
        }
    }

    /// <summary>Forgets what is known of an observed file: it turned out to be wrong.</summary>
    internal void Forget(string path) => _observed.TryRemove(path, out _);

    /// <summary>Remembers numbers about an observed file.</summary>
    internal void RememberNumbers(string path, string key, IReadOnlyList<long> numbers)
    {
        if (_observed.TryGetValue(path, out FileMemory? file))
        {
            file.RememberNumbers(key, numbers);
        }
    }

    private static bool IsRange(Shard shard, out FileRange range)
    {
        range = shard.Pieces[0].Data;
        return shard.Pieces.Count == 1 && shard.Pieces[0].Padding == 0;
    }

    /// <summary>What decides a shard's content: digests and lengths of its pieces, and the zeros between them.</summary>
    private string? KeyOf(Shard shard)
    {
        StringBuilder text = new();
        foreach (ShardPiece piece in shard.Pieces)
        {
            if (Find(piece.Data) is not { } sha256)
            {
                return null;
            }

            text.Append(sha256).Append(' ').Append(piece.Data.Length).Append(' ').Append(piece.Padding).Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static void Merge(Dictionary<string, string> target, IEnumerable<KeyValuePair<string, string>> used, IEnumerable<KeyValuePair<string, string>> kept)
    {
        foreach ((string key, string value) in kept.Concat(used))
        {
            target[key] = value;
        }
    }

    private static FileChangedException Changed(string path) => new(path);
}
