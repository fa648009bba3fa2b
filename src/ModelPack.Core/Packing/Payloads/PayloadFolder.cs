using System.Collections.Concurrent;
using ModelPack.Core.Content;
using ModelPack.Core.Layout;
using ModelPack.Files;

namespace ModelPack.Core.Packing.Payloads;

/// <summary>
/// The payload packages in the output folder of one pack. New ones are written under temporary names, and get their own in
/// <see cref="Publish"/>; what is not published is deleted in <see cref="Dispose"/>. Safe for several threads.
/// </summary>
public sealed class PayloadFolder : IDisposable
{
    private readonly PayloadMemory _memory;
    private readonly ConcurrentDictionary<string, (string File, long Length)> _written = new(StringComparer.Ordinal);

    /// <summary>Opens a folder, and removes what killed packs left in it.</summary>
    /// <param name="folder">The folder; made with the first payload.</param>
    /// <param name="identity">What names the packages apart from their content.</param>
    /// <param name="stateFolder">The folder that the build wrote to.</param>
    /// <exception cref="IOException">A folder cannot be read.</exception>
    public PayloadFolder(string folder, PayloadIdentity identity, string stateFolder)
    {
        Folder = folder;
        Identity = identity;
        _memory = new PayloadMemory(stateFolder);
        TemporaryFiles.DeleteAbandoned(folder);
    }

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>What names the packages apart from their content.</summary>
    public PayloadIdentity Identity { get; }

    /// <summary>How many bytes of content the packages have that were published, and were not there before.</summary>
    public long NewBytes { get; private set; }

    /// <summary>Whether the package with a content is there, whole. It is read where that is not known of its present state.</summary>
    /// <param name="sha256">The content's SHA-256.</param>
    /// <param name="length">The content's length.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public bool Has(string sha256, long length, CancellationToken cancellationToken)
    {
        string path = PathOf(sha256);
        if (!File.Exists(path))
        {
            return false;
        }

        if (_memory.IsKnown(Identity, sha256, path))
        {
            return true;
        }

        // A change within the same tick of the file system's clock would leave the same stamp.
        FileStamp before = FileStamp.Read(path, follow: true);
        Thread.Sleep(before.UntilSettled(DateTimeOffset.UtcNow));
        try
        {
            if (!PayloadFile.IsWhole(Identity, path, sha256, length, cancellationToken))
            {
                return false;
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It is written again, and that says what is wrong with the folder.
            return false;
        }

        return _memory.Know(Identity, sha256, path, before);
    }

    /// <summary>The sizes of the packages of this identity that are there.</summary>
    public HashSet<long> Sizes() => Directory.Exists(Folder)
        ? [.. new DirectoryInfo(Folder).EnumerateFiles(Identity.FileName(new string('?', PayloadIdentity.DigestLength))).Select(file => file.Length)]
        : [];

    /// <summary>The size of the file of a package with a content of some length.</summary>
    /// <param name="length">The content's length.</param>
    public long FileSize(long length) => PayloadFile.Size(Identity, length);

    /// <summary>Writes the package of a shard under a temporary name, and gives the shard its digest.</summary>
    /// <param name="shard">The shard.</param>
    /// <param name="known">The digest that the plan knows a range of the author's files by, where it does.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="IOException">A file of the author's cannot be read, became shorter or has other content than the plan knows, or the package cannot be written.</exception>
    public void Write(Shard shard, Func<FileRange, string?> known, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Folder);
        (string file, string sha256) = PayloadFile.Write(Identity, Folder, shard, known, cancellationToken);
        if (!_written.TryAdd(sha256, (file, shard.Length)))
        {
            // Two shards of one content.
            File.Delete(file);
        }

        shard.Sha256 = sha256;
    }

    /// <summary>Gives the packages that were written their names, and remembers them. What turns out to be there is left alone.</summary>
    /// <param name="cancellationToken">Stops it; what has its name by then stays.</param>
    /// <exception cref="IOException">A file cannot be renamed.</exception>
    public void Publish(CancellationToken cancellationToken)
    {
        foreach ((string sha256, (string file, long length)) in _written.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            string path = PathOf(sha256);
            if (Has(sha256, length, cancellationToken))
            {
                File.Delete(file);
            }
            else
            {
                File.Move(file, path, overwrite: true);
                _memory.Know(Identity, sha256, path);
                NewBytes += length;
            }

            _written.TryRemove(sha256, out _);
        }

        _memory.Keep();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach ((string file, _) in _written.Values)
        {
            try
            {
                File.Delete(file);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // The next pack removes it.
            }
        }

        _written.Clear();
    }

    private string PathOf(string sha256) => Path.Combine(Folder, Identity.FileName(sha256));
}
