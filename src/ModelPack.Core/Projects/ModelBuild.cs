using System.Collections.Concurrent;
using System.Text;
using ModelPack.Core.Content;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Inputs;
using ModelPack.Core.Lineage;
using ModelPack.Core.Manifests;
using ModelPack.Core.Onnx;
using ModelPack.Core.Packing.Payloads;
using ModelPack.Core.Validation;
using ModelPack.Files;

namespace ModelPack.Core.Projects;

/// <summary>
/// Builds a model project: collects the files, digests them, proves that the models run, writes the manifest. Nothing is done where nothing
/// changed; a proof is kept until a file that it depends on changes.
/// </summary>
public sealed class ModelBuild
{
    private readonly ModelProject _project;
    private readonly BuildState _state;
    private readonly List<Problem> _problems = [];
    private readonly SortedDictionary<string, string> _stamps = new(StringComparer.Ordinal);
    private readonly PayloadTarget? _payloads;
    private readonly CancellationToken _cancellationToken;

    private ModelBuild(ModelProject project, PayloadTarget? payloads, CancellationToken cancellationToken)
    {
        _project = project;
        _payloads = payloads;
        _cancellationToken = cancellationToken;
        _state = new BuildState(project.StateFolder);
    }

    /// <summary>Runs a build.</summary>
    /// <param name="project">The project.</param>
    /// <param name="cancellationToken">Stops it; what was proved so far is lost.</param>
    /// <param name="payloads">Where payload packages go, in the build of a pack: they are then written while the models are proved.</param>
    /// <exception cref="OperationCanceledException">The build was cancelled.</exception>
    public static ModelBuildResult Run(ModelProject project, CancellationToken cancellationToken, PayloadTarget? payloads = null)
    {
        string fingerprint = project.Fingerprint();
        BuildState last = new(project.StateFolder);
        try
        {
            return last.IsCurrent(fingerprint, out _)
                ? new ModelBuildResult(true, true, last.ReadWarnings(), null)
                : new ModelBuild(project, payloads, cancellationToken).Run(fingerprint);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new ModelBuildResult(false, false, [new Problem(DiagnosticCodes.CannotWrite, $"What the build remembers cannot be written: {exception.Message} Free space on the disk, or give the user that builds the right to write.", project.StateFolder)], null);
        }
    }

    private bool Failed => _problems.Any(problem => problem.Severity == ProblemSeverity.Error);

    private ModelBuildResult Run(string fingerprint)
    {
        _state.Invalidate();
        CollectedFiles collected = FileCollector.Collect(_project, _problems);
        if (Failed)
        {
            return Result(null);
        }

        DigestMemory memory = new(_project.ProjectFile);
        ConcurrentDictionary<string, string> digests = new(StringComparer.Ordinal);
        using EarlyPayloads? early = EarlyPayloads.Start(_payloads, _project.StateFolder, [.. Packed(collected, digests).Select(file => file.ToLayoutInput())], memory, _cancellationToken);
        using ModelProver prover = new(_project, _state, collected, _problems);
        prover.Prepare();
        List<ImportedFacts> imports = [];
        IReadOnlyList<ModelDataset> datasets = [];
        try
        {
            Digest(collected, memory, digests);
            DigestCustomOps(memory, digests);
            imports = LineageReader.Read(_project, collected, digests, memory, _stamps, _problems, _cancellationToken);
            datasets = Datasets(memory);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _problems.Add(new Problem(DiagnosticCodes.UnreadableFile, $"A file of the model cannot be read: {exception.Message} Build again when no other program writes it.", _project.ProjectFile));
            memory.Save();
            return Result(null);
        }

        memory.EndFiles();
        memory.Save();
        ModelManifest manifest = new ManifestBuilder(_project, collected, digests, _problems).Build(imports, datasets);
        if (manifest.Files.Count == 0 && manifest.Endpoints is null && manifest.Parts is null)
        {
            _problems.Add(new Problem(
                DiagnosticCodes.EmptyPackage,
                $"The package would hold nothing: no item of the project names a file, an endpoint or another model. Files are found by themselves below '{Path.Combine(_project.ProjectFolder, _project.DefaultItemRoot ?? "")}'; put the model there, or name it in a ModelWeights item.",
                _project.ProjectFile,
                Severity: ProblemSeverity.Warning));
        }

        IReadOnlyList<SampleGroup> samples = SampleGrouping.Group(collected, manifest, _problems);
        if (Failed)
        {
            return Result(null);
        }

        string? summary = prover.Prove(samples, digests, manifest, _cancellationToken);
        if (Failed)
        {
            return Result(null);
        }

        long newBytes = early?.Finish(_cancellationToken) ?? 0;
        memory.Save();
        Write(manifest, collected, digests);
        _state.KeepWarnings(_problems);
        _state.Keep(fingerprint, _stamps);
        return Result(summary) with { NewPayloadBytes = newBytes };
    }

    private ModelBuildResult Result(string? summary) => new(!Failed, false, _problems, summary);

    private void Digest(CollectedFiles collected, DigestMemory memory, ConcurrentDictionary<string, string> digests)
    {
        List<InputFile> files = [.. collected.Files, .. collected.Card is { } card ? [card] : Array.Empty<InputFile>()];
        foreach (InputFile file in files)
        {
            _stamps[file.FullPath] = BuildState.Stamp(file.FullPath);
        }

        // Reading is what takes the time; one unreadable file must not hide behind an AggregateException.
        try
        {
            Parallel.ForEach(files, new ParallelOptions { CancellationToken = _cancellationToken }, file => digests[file.FullPath] = memory.Sha256(file.FullPath, _cancellationToken));
        }
        catch (AggregateException exception) when (exception.InnerExceptions.FirstOrDefault(inner => inner is IOException or UnauthorizedAccessException) is { } first)
        {
            throw new IOException(first.Message, first);
        }
    }

    /// <summary>What a library of operators does decides whether a proof holds.</summary>
    private void DigestCustomOps(DigestMemory memory, ConcurrentDictionary<string, string> digests)
    {
        foreach (string library in _project.Validate ? _project.CustomOps : [])
        {
            _stamps[library] = BuildState.Stamp(library);
            if (File.Exists(library))
            {
                digests[library] = memory.Sha256(library, _cancellationToken);
            }
            else
            {
                _problems.Add(ValidationProblems.CustomOpsUnusable(library, $"'{library}' does not exist"));
            }
        }
    }

    private IReadOnlyList<ModelDataset> Datasets(DigestMemory memory)
    {
        foreach (ModelItem item in _project.Items.Where(item => item.Kind == ModelItemKind.Dataset))
        {
            if (DatasetReader.LocalPath(item, _project.ProjectFolder) is { } path)
            {
                _stamps[path] = BuildState.Stamp(path);
            }
        }

        return new DatasetReader(_project, memory, _problems).Read(_cancellationToken);
    }

    private void Write(ModelManifest manifest, CollectedFiles collected, ConcurrentDictionary<string, string> digests)
    {
        AtomicFile.WriteIfChanged(_state.Manifest, manifest.ToUtf8Bytes());
        AtomicFile.WriteIfChanged(_state.Digest, Encoding.UTF8.GetBytes(manifest.Digest));
        HashSet<string> materialized = [.. collected.Files.Where(file => file.Pack && file.Materialize).Select(file => file.TargetPath)];
        PackedFile.WriteSources(_state.FileMap, Packed(collected, digests).Where(file => materialized.Contains(file.Path)));
        PackedFile.Write(_state.PackageMap, Packed(collected, digests));
    }

    private static IEnumerable<PackedFile> Packed(CollectedFiles collected, ConcurrentDictionary<string, string> digests)
    {
        Dictionary<string, ModelFormat> formats = collected.Models.ToDictionary(model => model.File.FullPath, model => model.Format, StringComparer.Ordinal);
        return collected.Files.Append(collected.Card).OfType<InputFile>().Where(file => file.Pack).Select(file => new PackedFile(file.TargetPath, file.FullPath, digests.GetValueOrDefault(file.FullPath) ?? "", file.Size)
        {
            Wanted = file.Layout,
            KeepInline = file.KeepInline,
            Format = formats.GetValueOrDefault(file.FullPath),
        });
    }
}
