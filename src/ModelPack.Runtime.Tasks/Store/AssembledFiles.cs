using ModelPack.Files;
using ModelPack.Runtime.Tasks.Diagnostics;
using ModelPack.Runtime.Tasks.Files;
using ModelPack.Runtime.Tasks.Materialization;
using ModelPack.Runtime.Tasks.Packages;

namespace ModelPack.Runtime.Tasks.Store;

/// <summary>
/// Files that are made of several payloads, put together once per machine and named by their digest: <c>files/&lt;2 hex&gt;/&lt;sha256&gt;</c> in the store. A file
/// appears under its name when it is whole, digested and on the disk; whatever is killed on the way leaves a temporary name that the next build removes.
/// </summary>
/// <param name="root">The store; empty where there is none.</param>
/// <param name="substitute">Where files are put together if the store cannot be written.</param>
internal sealed class AssembledFiles(string root, string substitute)
{
    private const string Folder = "files";

    /// <summary>As those of package files, so that no later build or publish takes an older copy for outdated.</summary>
    private static readonly DateTime s_time = new(1980, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly Lazy<bool> _isWritable = new(() => IsWritable(root));

    /// <summary>The full path of the file with a digest; it need not exist.</summary>
    public string PathOf(string sha256)
    {
        string path = PathIn(root, sha256);
        return root.Length > 0 && (File.Exists(path) || _isWritable.Value) ? path : PathIn(substitute, sha256);
    }

    /// <summary>Makes sure that the source of a file is there and has its digest; other builds that want the same file wait.</summary>
    /// <param name="package">The model, for messages.</param>
    /// <param name="file">A file that is made of several shards.</param>
    /// <param name="digests">What is known of files.</param>
    /// <param name="warn">Told of a damaged file that was put together again.</param>
    /// <param name="cancellation">Stops the work; nothing half-done stays.</param>
    /// <exception cref="RuntimeProblemException">A payload is missing or damaged, or the store cannot be written.</exception>
    public static void Ensure(PackageItem package, PlannedFile file, FileDigests digests, Action<RuntimeProblem> warn, CancellationToken cancellation)
    {
        // Under its name it is whole or damaged, never half: without the lock, which a store that is only to be read would not give.
        FileStamp present = FileStamp.Read(file.Source, follow: false);
        try
        {
            if (present.IsFile && digests.IsRight(file.Source, present, file, isProject: false, cancellation))
            {
                return;
            }

            Directory.CreateDirectory(Path.GetDirectoryName(file.Source)!);
            using IDisposable gate = FileLock.Take(file.Source + ".lock", cancellation);
            DeleteAbandoned(Path.GetDirectoryName(Path.GetDirectoryName(file.Source))!, file.Sha256);
            present = FileStamp.Read(file.Source, follow: false);
            if (present.IsFile && digests.IsRight(file.Source, present, file, isProject: false, cancellation))
            {
                return;
            }

            if (present.IsFile)
            {
                warn(new RuntimeProblem(
                    RuntimeDiagnosticCodes.StoreFileDamaged,
                    $"The file '{file.Path}' of model '{package.Name}' in the store did not have its content (SHA-256 {file.Sha256}) and is put together again from its payloads. Nothing is to be done; if it comes again, let no program write into 'models' folders or into the store, and check the disk.",
                    file.Source));
            }

            Assemble(package, file, digests, cancellation);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RuntimeProblemException(
                new RuntimeProblem(
                    RuntimeDiagnosticCodes.StoreNotWritable,
                    $"The file '{file.Path}' of model '{package.Name}' cannot be put together in the store: {exception.Message} It takes {file.Size} bytes there: free space, give the user that builds the right to write, or set MODELPACK_STORE to another folder.",
                    file.Source),
                exception);
        }
    }

    private static void Assemble(PackageItem package, PlannedFile file, FileDigests digests, CancellationToken cancellation)
    {
        foreach (PlannedPayload shard in file.Shards)
        {
            FileStamp stamp = FileStamp.Read(shard.File, follow: true);
            if (!stamp.IsFile)
            {
                throw new MissingPayloadException(shard);
            }

            if (stamp.Size != shard.Size)
            {
                throw PayloadProblems.Damaged(package, file, shard);
            }
        }

        string temporary = TemporaryNameFor(file.Source);
        try
        {
            ShardJoiner joiner = new(package, file, digests);
            joiner.WriteTo(temporary, cancellation);
            File.SetLastWriteTimeUtc(temporary, s_time);
            File.Move(temporary, file.Source, overwrite: true);
        }
        finally
        {
            // It is there after a failure only.
            TemporaryFiles.TryDelete(temporary);
        }

        digests.Remember(file.Source, FileStamp.Read(file.Source, follow: false), file.Sha256, isProject: false);
    }

    /// <summary>The name begins with that of the file, whose lock tells whether somebody still writes it: also in other containers, where process ids say nothing.</summary>
    private static string TemporaryNameFor(string path) => $"{path}.{Guid.NewGuid():n}{TemporaryFiles.Suffix}";

    /// <summary>Deletes what killed builds have left of any file. A lock that can be taken (or is held by us) says that nobody writes it.</summary>
    private static void DeleteAbandoned(string folder, string locked)
    {
        foreach (string temporary in Directory.EnumerateFiles(folder, "*" + TemporaryFiles.Suffix, SearchOption.AllDirectories))
        {
            string path = Path.Combine(Path.GetDirectoryName(temporary)!, Path.GetFileName(temporary).Split('.')[0]);
            try
            {
                using IDisposable? gate = Path.GetFileName(path) == locked ? null : FileLock.TryTake(path + ".lock");
                if (gate is not null || Path.GetFileName(path) == locked)
                {
                    File.Delete(temporary);
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // Another user's: theirs to remove.
            }
        }
    }

    private static bool IsWritable(string root)
    {
        try
        {
            string folder = Directory.CreateDirectory(Path.Combine(root, Folder)).FullName;
            FileLock.TryTake(Path.Combine(folder, ".lock"))?.Dispose();
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A read-only home or image: the project's own folder takes them.
            return false;
        }
    }

    private static string PathIn(string root, string sha256) => Path.Combine(root, Folder, sha256[..2], sha256);
}
