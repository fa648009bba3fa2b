using System.Security.Cryptography;
using System.Text;
using ModelPack.Core.Content;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Git;
using ModelPack.Core.Projects;
using ModelPack.Files;

namespace ModelPack.Core.Packing;

/// <summary>
/// Lays out what a package holds in the intermediate folder. The author's files are copied and digested in one pass, so that what is packed is
/// what was validated, whatever happens to them meanwhile. What is already there is not written again.
/// </summary>
public sealed class PackageStage
{
    /// <summary>1980-01-01, the first time that a ZIP entry can have.</summary>
    private const long ZipEpoch = 315_532_800;

    private readonly PackageRequest _request;
    private readonly BuildState _state;
    private readonly string _root;
    private readonly List<StagedFile> _files = [];
    private readonly HashSet<string> _wanted = new(StringComparer.Ordinal);

    private PackageStage(PackageRequest request)
    {
        _request = request;
        _state = new BuildState(request.StateFolder);
        _root = Path.Combine(request.StateFolder, "package");
    }

    /// <summary>Lays out a package.</summary>
    /// <param name="request">What to lay out.</param>
    /// <param name="cancellationToken">Stops it; what is laid out so far is completed by the next call.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static PackagePreparation Prepare(PackageRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return new PackageStage(request).Prepare(cancellationToken);
        }
        catch (ModelPackException exception)
        {
            return new PackagePreparation([], 0, exception.Problem);
        }
        catch (InvalidDataException)
        {
            return new PackagePreparation([], 0, new Problem(DiagnosticCodes.NothingBuilt, "What the build remembers is damaged. Run 'dotnet clean' and 'dotnet pack'.", request.StateFolder));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new PackagePreparation([], 0, new Problem(DiagnosticCodes.CannotWrite, $"The package cannot be laid out: {exception.Message} Free space on the disk, or give the user that builds the right to write.", request.StateFolder));
        }
    }

    private PackagePreparation Prepare(CancellationToken cancellationToken)
    {
        if (!_state.IsCurrent(_request.Fingerprint, out string? changed))
        {
            if (changed is null && _state.IsCurrent(null, out _))
            {
                throw new ModelPackException(new Problem(DiagnosticCodes.ChangedDuringPack, "Another build of this project, with other settings, ran at the same time. Run 'dotnet pack' again when nothing else builds it.", _request.ProjectFile));
            }

            throw new ModelPackException(changed is null
                ? new Problem(DiagnosticCodes.NothingBuilt, "Nothing is built that could be packed. Run 'dotnet build' first, or 'dotnet pack' without --no-build.", _request.ProjectFile)
                : new Problem(_request.NoBuild ? DiagnosticCodes.ChangedSinceBuild : DiagnosticCodes.ChangedDuringPack, _request.NoBuild
                    ? "The file changed since the model was built and validated. Run 'dotnet build' again, or 'dotnet pack' without --no-build."
                    : "The file changed while the model was packed. Run 'dotnet pack' again when no other program writes it.", changed));
        }

        IReadOnlyList<PackedFile> packed = PackedFile.Read(_state.PackageMap);
        ModelManifest manifest = ModelManifest.Load(_state.Manifest);
        (manifest.Id, manifest.Version) = (_request.Id, _request.Version);
        AddRepository(manifest, packed);

        foreach (PackedFile file in packed)
        {
            Add($"{PackageLayout.Files}/{file.Path}");
        }

        string props = Add($"{PackageLayout.BuildTransitive}/{_request.PlaceholderFramework ?? PackageLayout.OldestFramework}/{manifest.Id}.props");
        string packedManifest = Add(PackageLayout.Manifest);
        string? readme = _request.Readme is null ? null : Add(_request.Readme);
        // So that older frameworks are told at restore.
        string? placeholder = _request.PlaceholderFramework is { } framework ? Add($"lib/{framework}/_._") : null;

        // First, for what was a file may be a folder now, and the other way round.
        RemoveStale();
        foreach (PackedFile file in packed)
        {
            Stage(file, cancellationToken);
        }

        AtomicFile.WriteIfChanged(packedManifest, manifest.ToUtf8Bytes());
        AtomicFile.WriteIfChanged(props, Encoding.UTF8.GetBytes(PackageProps.Text(manifest)));
        if (readme is not null)
        {
            AtomicFile.WriteIfChanged(readme, Encoding.UTF8.GetBytes(Readme(manifest, packed)));
        }

        if (placeholder is not null)
        {
            AtomicFile.WriteIfChanged(placeholder, []);
        }

        return new PackagePreparation(_files, Math.Max(manifest.Created?.ToUnixTimeSeconds() ?? ZipEpoch, ZipEpoch), null);
    }

    private void AddRepository(ModelManifest manifest, IReadOnlyList<PackedFile> packed)
    {
        GitFacts? git = GitRepository.Read(Path.GetDirectoryName(_request.ProjectFile)!, [.. packed.Select(file => file.Source)]);
        if (git is not null)
        {
            manifest.Code ??= new ModelCode();
            manifest.Code.Repository = git.Repository;
            manifest.Code.Commit = git.Commit;
            manifest.Code.Branch = git.Branch;
            manifest.Code.Tag = git.Tag;
            manifest.Code.Dirty = git.Dirty;
            manifest.Code.DirtyFiles = git.DirtyFiles is { Count: > 0 } dirty ? [.. dirty] : null;
            manifest.Registry = git.Registrations is { Count: > 0 } registrations ? [.. manifest.Registry ?? [], .. registrations] : manifest.Registry;
        }

        manifest.Created = _request.SourceDateEpoch is { } seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : git?.CommitTime;
    }

    private string Readme(ModelManifest manifest, IReadOnlyList<PackedFile> packed) =>
        manifest.Card is { } card && packed.FirstOrDefault(file => file.Path == card.Path) is { } file
        && ModelCard.WithoutFrontMatter(File.ReadAllText(StagedPath($"{PackageLayout.Files}/{file.Path}"))) is var text && !string.IsNullOrWhiteSpace(text)
            ? text
            : GeneratedReadme.Text(manifest);

    private string StagedPath(string path) => Path.Combine(_root, EntryNames.Of(path).Replace('/', Path.DirectorySeparatorChar));

    private string Add(string path)
    {
        string entry = EntryNames.Of(path);
        string staged = StagedPath(path);
        _files.Add(new StagedFile(staged, entry[..(entry.LastIndexOf('/') + 1)]));
        _wanted.Add(staged);
        return staged;
    }

    /// <summary>Copies a file unless it is there: the name of a note beside it tells the digest, the stamp that it is untouched since.</summary>
    private void Stage(PackedFile file, CancellationToken cancellationToken)
    {
        string path = $"{PackageLayout.Files}/{file.Path}";
        string staged = StagedPath(path);
        string note = Path.Combine(_request.StateFolder, "notes", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(file.Path)))); // A name beside the file's own could be too long.
        if (File.Exists(note) && FileStamp.Read(staged, follow: false).IsFile && File.ReadAllText(note) == Note(file, staged))
        {
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(staged)!);
        Directory.CreateDirectory(Path.GetDirectoryName(note)!);
        File.Delete(note);
        string temporary = Path.Combine(Path.GetDirectoryName(staged)!, $"{Guid.NewGuid():N}.tmp");
        try
        {
            if (FileDigest.Copy(file.Source, temporary, cancellationToken) != file.Sha256)
            {
                throw new ModelPackException(new Problem(DiagnosticCodes.ChangedDuringPack, "The file changed while the model was packed. Run 'dotnet pack' again when no other program writes it.", file.Source));
            }

            File.Move(temporary, staged, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }

        File.WriteAllText(note, Note(file, staged));
    }

    private static string Note(PackedFile file, string staged) => $"{file.Sha256} {FileStamp.Read(staged, follow: false).ToText(withChanged: true)}";

    /// <summary>What the former package had and this one has not.</summary>
    private void RemoveStale()
    {
        if (!Directory.Exists(_root))
        {
            return;
        }

        foreach (string file in Directory.EnumerateFiles(_root, "*", SearchOption.AllDirectories).Where(file => !_wanted.Contains(file)))
        {
            File.Delete(file);
        }

        foreach (string folder in Directory.GetDirectories(_root, "*", SearchOption.AllDirectories).OrderByDescending(folder => folder.Length).Where(folder => !Directory.EnumerateFileSystemEntries(folder).Any()))
        {
            Directory.Delete(folder);
        }
    }
}
