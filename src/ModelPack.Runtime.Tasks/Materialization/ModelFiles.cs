using System.Collections.Concurrent;

using ModelPack.Files;
using ModelPack.Runtime.Tasks.Diagnostics;
using ModelPack.Runtime.Tasks.Files;
using ModelPack.Runtime.Tasks.Packages;
using ModelPack.Runtime.Tasks.Records;
using ModelPack.Runtime.Tasks.Store;

namespace ModelPack.Runtime.Tasks.Materialization;

/// <summary>Places the files of a model, each one checked against its digest at the source and at the destination; large ones side by side.</summary>
internal sealed class ModelFiles(OutputFolder output, FilePlacer placer, FileDigests digests, MaterializationResult result)
{
    /// <summary>Below this size in bytes, the work on a file is not worth a thread.</summary>
    private const long LargeFile = 1 << 20;

    private const int MaximumAttempts = 3;

    private readonly Lock _gate = new();

    /// <summary>One at a time links to a source: it is by its change time that each finds the state which the one before has left.</summary>
    private readonly ConcurrentDictionary<string, Lock> _sources = new(StringComparer.Ordinal);

    /// <summary>Places all files of a model; what goes wrong is in the result.</summary>
    /// <param name="plan">The model.</param>
    /// <param name="mayLink">Whether its files may be hard links.</param>
    /// <param name="isLocked">Whether no other build can work on the folder now.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>What to remember.</returns>
    public IReadOnlyList<FileRecord> Place(PlannedPackage plan, bool mayLink, bool isLocked, CancellationToken cancellation)
    {
        TemporaryFiles.DeleteAbandoned(output.SlotFolder(plan.Package.Slot), isLocked);
        PlannedFile manifest = plan.Files[^1];
        FileRecord[] records = new FileRecord[plan.Files.Count];
        List<PlannedPayload> missing = [];
        int failures = 0;
        int last = plan.Files.Count - 1;
        int[] files = [.. Enumerable.Range(0, last)];
        foreach (int index in files.Where(index => plan.Files[index].Size < LargeFile))
        {
            PlaceOne(index);
        }

        // The largest first: so no thread is left alone with one at the end.
        InParallel([.. files.Where(index => plan.Files[index].Size >= LargeFile).OrderByDescending(index => plan.Files[index].Size)], PlaceOne, cancellation);
        if (missing.Count > 0)
        {
            result.Problems.Add(PayloadProblems.Missing(plan.Package, [.. missing.DistinctBy(payload => payload.File).OrderBy(payload => payload.Id, StringComparer.Ordinal)]));
        }

        // The manifest goes last, and only beside files that are all right: a service must not be told of a version whose weights it has not got.
        if (failures == 0)
        {
            PlaceOne(last);
        }
        else
        {
            Try(plan.Package, manifest, () => Delete(output.FileOf(plan.Package.Slot, manifest.Path)), missing);
            records[last] = Unknown(manifest);
        }

        return [.. records.Select(record => Renewed(plan.Package, record))];

        void PlaceOne(int index)
        {
            cancellation.ThrowIfCancellationRequested();
            PlannedFile file = plan.Files[index];
            records[index] = Unknown(file);
            if (!Try(plan.Package, file, () => records[index] = Place(plan.Package, file, mayLink && !file.IsManifest, cancellation), missing))
            {
                Interlocked.Increment(ref failures);
            }
        }
    }

    /// <summary>Takes a former version's manifest away, which must not speak for files while they are exchanged.</summary>
    /// <returns>Whether it is gone, or the right one; else the reason is in the result.</returns>
    public bool Withdraw(PlannedPackage plan, CancellationToken cancellation)
    {
        PlannedFile manifest = plan.Files[^1];
        string destination = output.FileOf(plan.Package.Slot, manifest.Path);
        FileStamp source = FileStamp.Read(manifest.Source, follow: true);
        return Try(
            plan.Package,
            manifest,
            () =>
            {
                if (File.Exists(destination) && !IsRight(manifest, destination, source, sourceKnown: false, FileStamp.Read(destination, follow: false), mayLink: false, cancellation))
                {
                    File.Delete(destination);
                }
            },
            []);
    }

    /// <summary>What to remember of a model whose files may or may not be there.</summary>
    public static IReadOnlyList<FileRecord> Unknown(PlannedPackage plan) => [.. plan.Files.Select(Unknown)];

    /// <summary>A file that was linked once more since has another change time now; what is known of that state is what this run has left.</summary>
    private FileRecord Renewed(PackageItem package, FileRecord record)
    {
        FileStamp source = FileStamp.Read(record.Source, follow: true);
        if (record.SourceStamp is FileStamp.Unknown || record.SourceStamp == source.ToText(withChanged: true) || !digests.IsKnown(record.Source, source, record.Sha256, package.IsProject))
        {
            return record;
        }

        FileStamp present = FileStamp.Read(output.FileOf(package.Slot, record.Path), follow: false);
        return present.IsSameFileAs(source) ? record with { SourceStamp = digests.RecordText(source), DestinationStamp = digests.RecordText(present) } : record with { SourceStamp = digests.RecordText(source) };
    }

    private static FileRecord Unknown(PlannedFile file) => new(file.Path, file.Sha256, file.Source, FileStamp.Unknown, FileStamp.Unknown);

    private static void InParallel(int[] items, Action<int> work, CancellationToken cancellation)
    {
        if (items.Length < 2)
        {
            Array.ForEach(items, work);
            return;
        }

        try
        {
            ParallelOptions options = new() { CancellationToken = cancellation, MaxDegreeOfParallelism = Math.Clamp(Environment.ProcessorCount, 2, 4) };
            Parallel.ForEach(Partitioner.Create(items, EnumerablePartitionerOptions.NoBuffering), options, work);
        }
        catch (AggregateException exception) when (exception.Flatten().InnerExceptions.All(inner => inner is OperationCanceledException))
        {
            throw new OperationCanceledException("Stopped.", exception, cancellation);
        }
    }

    /// <summary>Works on a file; what goes wrong is in the result.</summary>
    private bool Try(PackageItem package, PlannedFile file, Action work, List<PlannedPayload> missing)
    {
        string destination = output.FileOf(package.Slot, file.Path);
        try
        {
            work();
            return true;
        }
        catch (MissingPayloadException exception)
        {
            lock (_gate)
            {
                missing.Add(exception.Payload);
            }
        }
        catch (RuntimeProblemException exception)
        {
            Report(exception.Problem);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Report(new RuntimeProblem(
                RuntimeDiagnosticCodes.OutputNotWritable,
                $"The file '{file.Path}' of model '{package.Name}' cannot be put into the output folder: {exception.Message} Check the disk's space and the folder's permissions, and stop processes that use the file.",
                destination));
        }

        return false;
    }

    private void Report(RuntimeProblem problem)
    {
        lock (_gate)
        {
            // Several files may be of one damaged payload: it is told once, the same way in each run.
            int told = problem.Code == RuntimeDiagnosticCodes.PayloadDamaged ? result.Problems.FindIndex(other => other.Code == problem.Code && other.File == problem.File) : -1;
            if (told < 0)
            {
                result.Problems.Add(problem);
            }
            else if (string.CompareOrdinal(problem.Message, result.Problems[told].Message) < 0)
            {
                result.Problems[told] = problem;
            }
        }
    }

    private FileRecord Place(PackageItem package, PlannedFile file, bool mayLink, CancellationToken cancellation)
    {
        string destination = output.FileOf(package.Slot, file.Path);
        try
        {
            if (file.IsAssembled)
            {
                AssembledFiles.Ensure(package, file, digests, Warn, cancellation);
            }

            FileRecord? record = null;
            for (int attempt = 0; record is null; attempt++)
            {
                lock (_sources.GetOrAdd(file.Source, _ => new Lock()))
                {
                    record = attempt < MaximumAttempts
                        ? PlaceFromSource(package, file, destination, mayLink, cancellation)
                        : throw new IOException($"'{file.Source}' is being changed.");
                }
            }

            lock (_gate)
            {
                result.Files.Add(destination);
            }

            return record;
        }
        catch (Exception exception) when (exception is RuntimeProblemException or MissingPayloadException)
        {
            // No wrong file may stay where a service would take it.
            FileStamp present = FileStamp.Read(destination, follow: false);
            if (present.IsFile && (present.Size != file.Size || digests.Compute(destination, present, cancellation) != file.Sha256))
            {
                Delete(destination);
            }

            throw;
        }
    }

    /// <summary>Puts a file there unless it is.</summary>
    /// <returns>What to remember; <see langword="null"/> where the source was changed meanwhile, so that all must be looked at again.</returns>
    private FileRecord? PlaceFromSource(PackageItem package, PlannedFile file, string destination, bool mayLink, CancellationToken cancellation)
    {
        FileStamp source = FileStamp.Read(file.Source, follow: true);
        FileStamp present = FileStamp.Read(destination, follow: false);
        if (!source.IsFile || source.Size != file.Size)
        {
            throw SourceProblems.Of(package, file, source);
        }

        bool sourceKnown = digests.IsKnown(file.Source, source, file.Sha256, package.IsProject);
        bool isRight = IsRight(file, destination, source, sourceKnown, present, mayLink, cancellation);
        if (isRight && !sourceKnown)
        {
            sourceKnown = digests.IsRight(file.Source, source, file, package.IsProject, cancellation) ? true : throw SourceProblems.Of(package, file, source);
        }

        if (!isRight || IsSpaceWasted(package, file, source, present, mayLink))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(destination)!);
            if (!placer.TryPlace(file.Source, source, destination, file.Sha256, sourceKnown, mayLink, digests, cancellation))
            {
                throw SourceProblems.Of(package, file, source);
            }

            // Also where it was known: a link changed its change time.
            digests.Remember(file.Source, source, file.Sha256, package.IsProject);
            present = FileStamp.Read(destination, follow: false);
            FileStamp after = FileStamp.Read(file.Source, follow: true);
            if (after.ToText(withChanged: false) != source.ToText(withChanged: false))
            {
                return null;
            }

            source = after;
        }

        return new FileRecord(file.Path, file.Sha256, file.Source, digests.RecordText(source), digests.RecordText(present));
    }

    /// <summary>Whether the destination has the content, and may stay as it is.</summary>
    private bool IsRight(PlannedFile file, string destination, FileStamp source, bool sourceKnown, FileStamp present, bool mayLink, CancellationToken cancellation) =>
        present.IsFile
        && present.Size == file.Size
        && (mayLink || present.Links <= 1)
        && (digests.IsRecorded(destination, present.ToText(withChanged: true), file.Sha256)
            || (sourceKnown && present.IsSameFileAs(source))
            || digests.Compute(destination, present, cancellation) == file.Sha256);

    /// <summary>Whether a file that is right has blocks of its own for no reason: what it was a link to was restored anew.</summary>
    private bool IsSpaceWasted(PackageItem package, PlannedFile file, FileStamp source, FileStamp present, bool mayLink) =>
        mayLink
        && present.HasOneName
        && present.Device == source.Device
        && file.Size >= FilePlacer.SmallFile
        && !digests.IsRecorded(file.Source, source.ToText(withChanged: true), file.Sha256);

    private void Warn(RuntimeProblem problem)
    {
        lock (_gate)
        {
            result.Warnings.Add(problem);
        }
    }

    private static void Delete(string file)
    {
        if (File.Exists(file))
        {
            File.Delete(file);
        }
    }
}
