using System.Text;
using ModelPack.Core.Attestations;
using ModelPack.Core.Content;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Git;
using ModelPack.Core.Layout;
using ModelPack.Core.Packing.Payloads;
using ModelPack.Core.Projects;

namespace ModelPack.Core.Packing;

/// <summary>
/// Lays out what a package holds in the intermediate folder, and writes large files into payload packages in the output folder. What is packed is
/// what was validated: files that stay as they are, are copied and digested in one pass; of what large ones were made of, the stamps must still be the
/// build's before anything gets its name. What is already there is not written again.
/// </summary>
public sealed class PackageStage
{
    /// <summary>1980-01-01, the first time that a ZIP entry can have.</summary>
    private const long ZipEpoch = 315_532_800;

    private readonly PackageRequest _request;
    private readonly BuildState _state;
    private readonly StageFolder _stage;
    private readonly Action _afterFirstCheck;
    private readonly List<Problem> _warnings = [];

    private PackageStage(PackageRequest request, Action afterFirstCheck)
    {
        _request = request;
        _afterFirstCheck = afterFirstCheck;
        _state = new BuildState(request.StateFolder);
        _stage = new StageFolder(request.StateFolder);
    }

    /// <summary>Lays out a package.</summary>
    /// <param name="request">What to lay out.</param>
    /// <param name="cancellationToken">Stops it; what is laid out so far is completed by the next call.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static PackagePreparation Prepare(PackageRequest request, CancellationToken cancellationToken) => Prepare(request, () => { }, cancellationToken);

    /// <inheritdoc cref="Prepare(PackageRequest, CancellationToken)"/>
    /// <param name="request">What to lay out.</param>
    /// <param name="afterFirstCheck">Called when the files were found to be those of the build, and nothing is read yet.</param>
    /// <param name="cancellationToken">Stops it; what is laid out so far is completed by the next call.</param>
    internal static PackagePreparation Prepare(PackageRequest request, Action afterFirstCheck, CancellationToken cancellationToken)
    {
        try
        {
            return new PackageStage(request, afterFirstCheck).Prepare(cancellationToken);
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
        CheckBuild();
        _afterFirstCheck();
        IReadOnlyList<PackedFile> packed = PackedFile.Read(_state.PackageMap);
        ModelManifest manifest = ModelManifest.Load(_state.Manifest);
        (manifest.Id, manifest.Version) = (_request.Id, _request.Version);
        if (RepositoryFacts.Add(manifest, _request.ProjectFile, packed, _request.SourceDateEpoch) is { } warning)
        {
            _warnings.Add(warning);
        }


        LargeFiles large = PackLargeFiles(packed, cancellationToken);
        foreach (PackedFile file in packed)
        {
            large.Add(file, _stage);
        }

        string props = _stage.Add($"{PackageLayout.BuildTransitive}/{_request.PlaceholderFramework ?? PackageLayout.OldestFramework}/{manifest.Id}.props");
        string packedManifest = _stage.Add(PackageLayout.Manifest);
        string? sbom = _request.Sbom ? _stage.Add(PackageLayout.Sbom) : null;
        string? provenance = _request.Provenance ? _stage.Add(PackageLayout.Provenance) : null;
        string? readme = _request.Readme is null ? null : _stage.Add(_request.Readme);
        // So that older frameworks are told at restore.
        string? placeholder = _request.PlaceholderFramework is { } framework ? _stage.Add($"lib/{framework}/_._") : null;

        bool removed = _stage.RemoveStale();
        foreach (PackedFile file in packed)
        {
            large.Stage(file, manifest, _stage, cancellationToken);
        }

        manifest.Payloads = large.Payloads;
        AtomicFile.WriteIfChanged(packedManifest, manifest.ToUtf8Bytes());
        if (removed)
        {
            // Stock pack compares times, and what is gone has none.
            File.SetLastWriteTimeUtc(packedManifest, DateTime.UtcNow);
        }

        if (sbom is not null)
        {
            AtomicFile.WriteIfChanged(sbom, CycloneDxBom.Write(manifest));
        }

        if (provenance is not null)
        {
            AtomicFile.WriteIfChanged(provenance, ProvenanceStatement.Write(manifest));
        }

        AtomicFile.WriteIfChanged(props, Encoding.UTF8.GetBytes(PackageProps.Text(manifest)));
        if (readme is not null)
        {
            AtomicFile.WriteIfChanged(readme, Encoding.UTF8.GetBytes(Readme(manifest, packed)));
        }

        if (placeholder is not null)
        {
            AtomicFile.WriteIfChanged(placeholder, []);
        }

        return new PackagePreparation(_stage.Files, Math.Max(manifest.Created?.ToUnixTimeSeconds() ?? ZipEpoch, ZipEpoch), null) { Notes = large.Notes, Warnings = _warnings, NewPayloadBytes = large.NewBytes };
    }

    /// <summary>What was built must be what is packed.</summary>
    private void CheckBuild()
    {
        if (_state.IsCurrent(_request.Fingerprint, out string? changed))
        {
            return;
        }

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

    private LargeFiles PackLargeFiles(IReadOnlyList<PackedFile> packed, CancellationToken cancellationToken)
    {
        if (_request.Payloads is not { } settings)
        {
            return LargeFiles.None;
        }

        using PayloadFolder folder = new(_request.OutputFolder, settings.Identity, _request.StateFolder);
        DigestMemory memory = new(_request.ProjectFile);
        LayoutPlan plan;
        try
        {
            plan = new PayloadPacker(settings, folder, memory, PayloadPacker.MostThreads).Pack([.. packed.Select(file => file.ToLayoutInput())], cancellationToken);
        }
        catch (FileChangedException exception)
        {
            CheckBuild();
            // Though its stamp is that of before: what is remembered of the file is of no use.
            memory.Forget(exception.Path);
            throw new ModelPackException(new Problem(DiagnosticCodes.ChangedDuringPack, "The file changed while the model was packed. Run 'dotnet pack' again when no other program writes it.", exception.Path), exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException && !_state.IsCurrent(null, out string? changed) && changed is not null)
        {
            // Reading failed, or was stopped, because of that.
            CheckBuild();
            throw;
        }
        finally
        {
            // What was learned is not learned again, also after a failure.
            memory.Save();
        }

        CheckBuild();
        folder.Publish(cancellationToken);
        return new LargeFiles(plan, settings.Identity, folder.NewBytes, CheckBuild);
    }

    private string Readme(ModelManifest manifest, IReadOnlyList<PackedFile> packed) =>
        manifest.Card is { } card && packed.FirstOrDefault(file => file.Path == card.Path) is { } file
        && ModelCard.WithoutFrontMatter(File.ReadAllText(_stage.PathOf($"{PackageLayout.Files}/{file.Path}"))) is var text && !string.IsNullOrWhiteSpace(text)
            ? text
            : GeneratedReadme.Text(manifest);
}
