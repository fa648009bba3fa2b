using ModelPack.Files;
using ModelPack.Runtime.Tasks.Diagnostics;
using ModelPack.Runtime.Tasks.Files;
using ModelPack.Runtime.Tasks.Packages;
using ModelPack.Runtime.Tasks.Records;

namespace ModelPack.Runtime.Tasks.Materialization;

/// <summary>Places the files of a model, each one checked against its digest at the source and at the destination.</summary>
internal sealed class ModelFiles
{
    private readonly OutputFolder _output;
    private readonly FilePlacer _placer;
    private readonly MaterializationResult _result;
    private readonly TimeProvider _clock;

    /// <summary>Digests by full path and state, as far as anything is remembered.</summary>
    private readonly Dictionary<(string Path, string Stamp), string> _remembered = [];

    /// <summary>Digests of this run, by file: a source and a hard link to it are read once.</summary>
    private readonly Dictionary<FileStamp, string> _digests = [];

    public ModelFiles(OutputFolder output, FilePlacer placer, IReadOnlyDictionary<string, ModelRecord> recorded, MaterializationResult result, TimeProvider clock)
    {
        _output = output;
        _placer = placer;
        _result = result;
        _clock = clock;
        foreach (ModelRecord model in recorded.Values)
        {
            foreach (FileRecord file in model.Files)
            {
                _remembered[(file.Source, file.SourceStamp)] = file.Sha256;
                _remembered[(output.FileOf(model.Slot, file.Path), file.DestinationStamp)] = file.Sha256;
            }
        }
    }

    /// <summary>Places all files of a model; what goes wrong is in the result.</summary>
    /// <returns>What to remember.</returns>
    public IReadOnlyList<FileRecord> Place(PlannedPackage plan, bool mayLink, CancellationToken cancellation)
    {
        List<FileRecord> records = [];
        TemporaryFiles.DeleteAbandoned(_output.SlotFolder(plan.Package.Slot));
        bool whole = true;
        bool first = true;

        // The manifest goes last, and only beside files that are all right: a service must not be told of a version whose weights it has not got.
        foreach (PlannedFile file in plan.Files.OrderBy(file => file.Path == ModelManifest.FileName))
        {
            cancellation.ThrowIfCancellationRequested();
            string destination = _output.FileOf(plan.Package.Slot, file.Path);
            try
            {
                if (first)
                {
                    first = false;
                    WithdrawFormerManifest(plan, mayLink, cancellation);
                }

                if (file.Path == ModelManifest.FileName && !whole)
                {
                    if (File.Exists(destination))
                    {
                        File.Delete(destination);
                    }

                    records.Add(Unknown(file));
                    continue;
                }

                records.Add(Place(plan.Package, file, destination, mayLink, cancellation));
                _result.Files.Add(destination);
            }
            catch (RuntimeProblemException exception)
            {
                whole = false;
                _result.Problems.Add(exception.Problem);
                records.Add(Unknown(file));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                whole = false;
                records.Add(Unknown(file));
                _result.Problems.Add(new RuntimeProblem(
                    RuntimeDiagnosticCodes.OutputNotWritable,
                    $"The file '{file.Path}' of model '{plan.Package.Name}' cannot be put into the output folder: {exception.Message} Check the disk's space and the folder's permissions, and stop processes that use the file.",
                    destination));
            }
        }

        return records;
    }

    /// <summary>While files are exchanged, the former version's manifest must not speak for them.</summary>
    private void WithdrawFormerManifest(PlannedPackage plan, bool mayLink, CancellationToken cancellation)
    {
        if (plan.Files.FirstOrDefault(file => file.Path == ModelManifest.FileName) is { } manifest)
        {
            string destination = _output.FileOf(plan.Package.Slot, manifest.Path);
            if (File.Exists(destination) && !IsRight(manifest, destination, FileStamp.Read(destination, follow: false), mayLink, cancellation))
            {
                File.Delete(destination);
            }
        }
    }

    private static FileRecord Unknown(PlannedFile file) => new(file.Path, file.Sha256, file.Source, FileStamp.Unknown, FileStamp.Unknown);

    private FileRecord Place(PackageItem package, PlannedFile file, string destination, bool mayLink, CancellationToken cancellation)
    {
        FileStamp source = FileStamp.Read(file.Source, follow: true);
        FileStamp present = FileStamp.Read(destination, follow: false);
        if (!source.IsFile || source.Size != file.Size)
        {
            throw Refuse(package, file, source, destination, present, cancellation);
        }

        bool sourceKnown = IsRemembered(file.Source, source.ToText(package.IsProject), file.Sha256);
        if (IsRight(file, destination, present, mayLink, cancellation))
        {
            if (!sourceKnown && !present.IsSameFileAs(source) && Digest(file.Source, source, cancellation) != file.Sha256)
            {
                throw Refuse(package, file, source, destination, present, cancellation);
            }
        }
        else
        {
            Directory.CreateDirectory(Path.GetDirectoryName(destination)!);
            if (!_placer.TryPlace(file.Source, destination, file.Sha256, sourceKnown, mayLink, cancellation))
            {
                throw Refuse(package, file, source, destination, present, cancellation);
            }

            present = FileStamp.Read(destination, follow: false);
            FileStamp after = FileStamp.Read(file.Source, follow: true);
            if (after.ToText(withChanged: false) != source.ToText(withChanged: false))
            {
                return Unknown(file);
            }

            source = after;
        }

        DateTimeOffset now = _clock.GetUtcNow();
        return new FileRecord(file.Path, file.Sha256, file.Source, source.ToRecordText(package.IsProject, now), present.ToRecordText(present.HasOneName, now));
    }

    private bool IsRight(PlannedFile file, string destination, FileStamp present, bool mayLink, CancellationToken cancellation) =>
        present.IsFile
        && present.Size == file.Size
        && (mayLink || present.Links <= 1)
        && (IsRemembered(destination, present.ToText(present.HasOneName), file.Sha256) || Digest(destination, present, cancellation) == file.Sha256);

    private bool IsRemembered(string path, string stamp, string sha256) =>
        stamp != FileStamp.Unknown && _remembered.TryGetValue((path, stamp), out string? known) && known == sha256;

    private string Digest(string path, FileStamp stamp, CancellationToken cancellation)
    {
        if (stamp.Id != 0 && _digests.TryGetValue(stamp, out string? digest))
        {
            return digest;
        }

        _result.Digested++;
        digest = FileDigest.Compute(path, cancellation);
        _digests[stamp] = digest;
        return digest;
    }

    /// <summary>Says what is wrong with a source, and takes care that no wrong file is left in the output.</summary>
    private RuntimeProblemException Refuse(PackageItem package, PlannedFile file, FileStamp source, string destination, FileStamp present, CancellationToken cancellation)
    {
        if (present.IsFile && (present.Size != file.Size || Digest(destination, present, cancellation) != file.Sha256))
        {
            File.Delete(destination);
        }

        if (package.IsProject)
        {
            string what = source.IsFile ? "was changed since the project was built" : "does not exist";
            return Problem(RuntimeDiagnosticCodes.ProjectFileChanged, $"The file '{file.Path}' of model project '{package.Name}' {what}. {PackagePlanner.Cure(package)}", file.Source);
        }

        return source.IsFile
            ? Problem(RuntimeDiagnosticCodes.PackageFileDamaged, $"The file '{file.Path}' of model '{package.Name}' in the package folder does not have the content that its manifest states (SHA-256 {file.Sha256}). {PackagePlanner.Cure(package)}", file.Source)
            : Problem(RuntimeDiagnosticCodes.PackageFileMissing, $"The file '{file.Path}' of model '{package.Name}' is not in the package folder. {PackagePlanner.Cure(package)}", file.Source);
    }

    private static RuntimeProblemException Problem(string code, string message, string file) => new(new RuntimeProblem(code, message, file));
}
