using ModelPack.Core.Content;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Inputs;
using ModelPack.Core.Manifests;
using ModelPack.Core.Packing;
using ModelPack.Core.Samples;
using ModelPack.Core.Validation;

namespace ModelPack.Core.Projects;

/// <summary>
/// Proves that what a pack laid out is the author's model (<c>ModelPackVerifyLayout</c>): the author's files are rebuilt from what was written, and models
/// whose tensors lie in payloads answer bit by bit as the author's do.
/// </summary>
public sealed class LayoutVerifier
{
    private readonly ModelProject _project;
    private readonly LayoutProof _proof;
    private readonly List<Problem> _problems = [];
    private readonly CancellationToken _cancellationToken;

    private LayoutVerifier(ModelProject project, string outputFolder, CancellationToken cancellationToken)
    {
        _project = project;
        _proof = new LayoutProof(project.StateFolder, outputFolder);
        _cancellationToken = cancellationToken;
    }

    /// <summary>Verifies the last pack of a project.</summary>
    /// <param name="project">The project.</param>
    /// <param name="outputFolder">The folder with the payload packages.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static ModelBuildResult Run(ModelProject project, string outputFolder, CancellationToken cancellationToken)
    {
        try
        {
            return new LayoutVerifier(project, outputFolder, cancellationToken).Run();
        }
        catch (ModelPackException exception)
        {
            return new ModelBuildResult(false, false, [exception.Problem], null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return new ModelBuildResult(false, false, [new Problem(DiagnosticCodes.CannotWrite, $"The layout cannot be verified: {exception.Message} Free space on the disk, or give the user that builds the right to read and write.", project.StateFolder)], null);
        }
    }

    private ModelBuildResult Run()
    {
        _problems.AddRange(_proof.Rebuild(_cancellationToken));
        if (_problems.Count == 0 && _project.Validate)
        {
            CompareOutputs();
        }

        return new ModelBuildResult(_problems.Count == 0, false, _problems, null);
    }

    private void CompareOutputs()
    {
        ModelFile[] graphs = [.. _proof.Manifest.Files.Where(file => file.LaidOutSha256 is not null)];
        if (graphs.Length == 0 || !ExecutionProviders.Parse(_project.ExecutionProviders, _project.ProjectFile).Contains(ExecutionProviders.Cpu))
        {
            return;
        }

        List<Problem> known = [];
        CollectedFiles collected = FileCollector.Collect(_project, known);
        IReadOnlyList<SampleGroup> samples = SampleGrouping.Group(collected, _proof.Manifest, known);
        using ValidatorPool pool = new(_project, collected);
        foreach (ModelFile file in graphs)
        {
            if (collected.Models.FirstOrDefault(model => model.File.TargetPath == file.Path) is { } model)
            {
                Compare(pool, model, file, [.. samples.Where(sample => sample.Model == file.Path)]);
            }
        }
    }

    private void Compare(ValidatorPool pool, ModelSource model, ModelFile file, IReadOnlyList<SampleGroup> samples)
    {
        string folder = Directory.CreateDirectory(Path.Combine(_project.StateFolder, $"verify-{Guid.NewGuid():N}")).FullName;
        try
        {
            IReadOnlyList<SampleSet> inputs = samples.Count > 0 ? [.. samples.Select(sample => sample.Read())]
                : MadeUpSample.Write(model.Facts!.Inputs, folder) is { } madeUp ? [madeUp] : [];
            if (inputs.Count > 0 && new OutputEquality(pool, _project.OnnxRuntimes[0], folder).Compare(model, _proof.Materialize(file, folder, _cancellationToken), inputs, _cancellationToken) is { } complaint)
            {
                _problems.Add(_proof.Differs(file, complaint));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
