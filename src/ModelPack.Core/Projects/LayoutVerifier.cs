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
    private readonly Action<string> _tell;
    private readonly CancellationToken _cancellationToken;

    private LayoutVerifier(ModelProject project, string outputFolder, Action<string> tell, CancellationToken cancellationToken)
    {
        _tell = tell;
        _project = project;
        _proof = new LayoutProof(project.StateFolder, outputFolder);
        _cancellationToken = cancellationToken;
    }

    /// <summary>Verifies the last pack of a project.</summary>
    /// <param name="project">The project.</param>
    /// <param name="outputFolder">The folder with the payload packages.</param>
    /// <param name="tell">Takes a line for each model: whether its outputs were compared, and why not.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static ModelBuildResult Run(ModelProject project, string outputFolder, Action<string> tell, CancellationToken cancellationToken)
    {
        try
        {
            return new LayoutVerifier(project, outputFolder, tell, cancellationToken).Run();
        }
        catch (ModelPackException exception)
        {
            return new ModelBuildResult(false, false, [exception.Problem], null);
        }
        catch (InvalidDataException exception)
        {
            return new ModelBuildResult(false, false, [new Problem(DiagnosticCodes.NothingBuilt, $"What the pack laid out is damaged: {exception.Message} Run 'dotnet clean' and 'dotnet pack'.", project.StateFolder)], null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new ModelBuildResult(false, false, [new Problem(DiagnosticCodes.CannotWrite, $"The layout cannot be verified: {exception.Message} Free space on the disk, or give the user that builds the right to read and write.", project.StateFolder)], null);
        }
    }

    private ModelBuildResult Run()
    {
        WorkFolders.DeleteAbandoned(_project.StateFolder);
        _problems.AddRange(_proof.Rebuild(_cancellationToken));
        if (_problems.Count == 0)
        {
            CompareOutputs();
        }

        return new ModelBuildResult(_problems.Count == 0, false, _problems, null);
    }

    private void CompareOutputs()
    {
        ModelFile[] graphs = [.. _proof.Manifest.Files.Where(file => file.LaidOutSha256 is not null)];
        string? none = graphs.Length == 0 ? null
            : !_project.Validate ? "ModelPackValidate is not true"
            : _project.OnnxRuntimes.Count == 0 ? "there is no ONNX Runtime to run it in"
            : !ExecutionProviders.Parse(_project.ExecutionProviders, _project.ProjectFile).Contains(ExecutionProviders.Cpu) ? "ModelPackExecutionProviders has no CPU"
            : null;
        if (graphs.Length == 0 || none is not null)
        {
            foreach (ModelFile file in graphs)
            {
                _tell(NotCompared(file, none!));
            }

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
                string? unknown = Compare(pool, model, file, [.. samples.Where(sample => sample.Model == file.Path)]);
                _tell(unknown is null ? $"'{file.Path}': the outputs were compared with those of the author's file." : NotCompared(file, unknown));
            }
            else
            {
                _tell(NotCompared(file, "it is no longer among the models of the project"));
            }
        }
    }

    private static string NotCompared(ModelFile file, string why) => $"'{file.Path}': the outputs were not compared, because {why}. The author's files were given back from the payloads, byte for byte.";

    /// <summary>Compares what both answer.</summary>
    /// <returns>Why they were not compared, where they were not.</returns>
    private string? Compare(ValidatorPool pool, ModelSource model, ModelFile file, IReadOnlyList<SampleGroup> samples)
    {
        if (DiskSpace.Check(_project.StateFolder, _proof.SizeOf(file), "A copy of the model to compare outputs with", "set ModelPackVerifyLayout=false") is { } full)
        {
            throw new ModelPackException(full);
        }

        string folder = WorkFolders.Make(_project.StateFolder, "verify");
        try
        {
            IReadOnlyList<SampleSet> inputs = samples.Count > 0 ? [.. samples.Select(sample => sample.Read())]
                : MadeUpSample.Write(model.Facts!.Inputs, folder) is { } madeUp ? [madeUp] : [];
            if (inputs.Count == 0)
            {
                return "it has no samples, and inputs for it cannot be made up";
            }

            if (new OutputEquality(pool, _project.OnnxRuntimes[0], folder).Compare(model, _proof.Materialize(file, folder, _cancellationToken), inputs, _cancellationToken, out string? unknown) is { } complaint)
            {
                _problems.Add(_proof.Differs(file, complaint));
            }

            return unknown;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
