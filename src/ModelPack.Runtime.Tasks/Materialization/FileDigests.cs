using System.Collections.Concurrent;

using ModelPack.Files;
using ModelPack.Runtime.Tasks.Packages;
using ModelPack.Runtime.Tasks.Records;
using ModelPack.Runtime.Tasks.Store;

namespace ModelPack.Runtime.Tasks.Materialization;

/// <summary>
/// The digests of files: what is recorded of the output folder, what any service of the machine has digested, what this run has. Each holds for one state of a
/// file only. Safe for several threads.
/// </summary>
internal sealed class FileDigests
{
    private readonly VerifiedFiles _verified;
    private readonly TimeProvider _clock;
    private readonly Dictionary<(string Path, string Stamp), string> _recorded = [];
    private readonly ConcurrentDictionary<FileState, string> _computed = new();
    private int _count;

    /// <summary>Starts with what is recorded.</summary>
    public FileDigests(OutputFolder output, IEnumerable<ModelRecord> recorded, VerifiedFiles verified, TimeProvider clock)
    {
        _verified = verified;
        _clock = clock;
        foreach (ModelRecord model in recorded)
        {
            foreach (FileRecord file in model.Files)
            {
                _recorded[(file.Source, file.SourceStamp)] = file.Sha256;
                _recorded[(output.FileOf(model.Slot, file.Path), file.DestinationStamp)] = file.Sha256;
            }
        }
    }

    /// <summary>How many files were read to digest them, but for those that were copied.</summary>
    public int Count => _count;

    /// <summary>The text that a record holds for a file as it is now.</summary>
    public string RecordText(FileStamp stamp) => stamp.ToRecordText(_clock.GetUtcNow());

    /// <summary>Whether a source in this state is known to have this digest.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="stamp">Its state.</param>
    /// <param name="sha256">The digest.</param>
    /// <param name="isProject">Whether it is an author's own file: other services do not share it.</param>
    public bool IsKnown(string path, FileStamp stamp, string sha256, bool isProject)
    {
        string text = stamp.ToText(withChanged: true);
        return text != FileStamp.Unknown
            && (IsRecorded(path, text, sha256)
                || (_computed.TryGetValue(FileState.Of(stamp), out string? digest) && digest == sha256)
                || (!isProject && stamp.Size >= VerifiedFiles.SmallFile && _verified.Knows(path, text, sha256)));
    }

    /// <summary>Whether the record of the output folder states this digest for a file in this state.</summary>
    public bool IsRecorded(string path, string stamp, string sha256) =>
        stamp != FileStamp.Unknown && _recorded.TryGetValue((path, stamp), out string? known) && known == sha256;

    /// <summary>Whether a source has its content; reads it where that is not known.</summary>
    public bool IsRight(string path, FileStamp stamp, PlannedFile file, bool isProject, CancellationToken cancellation)
    {
        if (stamp.Size != file.Size)
        {
            return false;
        }

        if (IsKnown(path, stamp, file.Sha256, isProject))
        {
            return true;
        }

        if (Compute(path, stamp, cancellation) != file.Sha256)
        {
            return false;
        }

        Remember(path, stamp, file.Sha256, isProject);
        return true;
    }

    /// <summary>The digest of a file in this state; read once in a run, whatever its names.</summary>
    public string Compute(string path, FileStamp stamp, CancellationToken cancellation)
    {
        if (stamp.Id != 0 && _computed.TryGetValue(FileState.Of(stamp), out string? digest))
        {
            return digest;
        }

        Interlocked.Increment(ref _count);
        digest = FileDigest.Compute(path, cancellation);
        if (stamp.Id != 0)
        {
            _computed[FileState.Of(stamp)] = digest;
        }

        return digest;
    }

    /// <summary>Remembers the digest that a source had, unless it was changed meanwhile: for its state now, which a link that we made is part of.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="before">Its state before it was read or linked.</param>
    /// <param name="sha256">The digest.</param>
    /// <param name="isProject">As in <see cref="IsKnown"/>.</param>
    public void Remember(string path, FileStamp before, string sha256, bool isProject)
    {
        FileStamp after = FileStamp.Read(path, follow: true);
        if (isProject || after.Size < VerifiedFiles.SmallFile || after.ToText(withChanged: false) is not { } text || text == FileStamp.Unknown || text != before.ToText(withChanged: false))
        {
            return;
        }

        _computed[FileState.Of(after)] = sha256;
        _verified.Remember(path, RecordText(after), sha256);
    }

    /// <summary>A state of a file under any of its names.</summary>
    private readonly record struct FileState(ulong Device, ulong Id, long Size, long Modified, long Born, long Changed)
    {
        public static FileState Of(FileStamp stamp) => new(stamp.Device, stamp.Id, stamp.Size, stamp.Modified, stamp.Born, stamp.Changed);
    }
}
