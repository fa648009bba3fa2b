using System.Globalization;
using ModelPack.Core.Content;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Inputs;
using ModelPack.Core.Manifests;
using ModelPack.Core.Samples;
using ModelPack.Core.Validation;

namespace ModelPack.Core.Projects;

/// <summary>Runs the models of a project on the inputs of its samples, and writes what they answer beside them as golden outputs.</summary>
public sealed class SampleRecorder
{
    private readonly ModelProject project;
    private readonly bool overwrite;
    private readonly List<Problem> problems = [];
    private readonly List<string> recorded = [];
    private readonly List<string> notes = [];
    private readonly CancellationToken cancellationToken;

    private SampleRecorder(ModelProject project, bool overwrite, CancellationToken cancellationToken) =>
        (this.project, this.overwrite, this.cancellationToken) = (project, overwrite, cancellationToken);

    /// <summary>Records the outputs of samples.</summary>
    /// <param name="project">The project; its first runtime is the one that answers.</param>
    /// <param name="overwrite">Whether outputs that are there are recorded again, not only missing ones.</param>
    /// <param name="cancellationToken">Stops it; no file is left half written.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static ModelBuildResult Run(ModelProject project, bool overwrite, CancellationToken cancellationToken) => new SampleRecorder(project, overwrite, cancellationToken).Run();

    private bool Failed => problems.Any(problem => problem.Severity == ProblemSeverity.Error);

    private ModelBuildResult Run()
    {
        CollectedFiles collected = FileCollector.Collect(project, problems);
        if (Failed)
        {
            return Result();
        }

        foreach (IGrouping<string, SampleGroup> samples in Groups(collected).Where(NeedsOutputs).GroupBy(sample => sample.Model, StringComparer.Ordinal))
        {
            Record(collected, collected.Models.Single(model => model.File.TargetPath == samples.Key), [.. samples]);
        }

        return Result();
    }

    private ModelBuildResult Result()
    {
        string what = recorded.Count == 0
            ? "nothing to record: every sample has its outputs (ModelPackRecordSamplesOverwrite=true records them again)"
            : string.Create(CultureInfo.InvariantCulture, $"recorded the outputs of {recorded.Count} {(recorded.Count == 1 ? "sample" : "samples")}: {string.Join(", ", recorded.Take(5))}{(recorded.Count > 5 ? ", …" : "")}");
        return new ModelBuildResult(!Failed, false, problems, Failed ? null : string.Join("; ", notes.Prepend(what)));
    }

    private IReadOnlyList<SampleGroup> Groups(CollectedFiles collected)
    {
        DigestMemory memory = new(project.ProjectFile);
        Dictionary<string, string> digests = new(StringComparer.Ordinal);
        try
        {
            foreach (InputFile file in collected.Files.Append(collected.Card).OfType<InputFile>())
            {
                digests[file.FullPath] = memory.Sha256(file.FullPath, cancellationToken);
            }

            memory.Save();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            problems.Add(new Problem(DiagnosticCodes.UnreadableFile, $"A file of the model cannot be read: {exception.Message} Try again when no other program writes it.", project.ProjectFile));
            return [];
        }

        ModelManifest manifest = new ManifestBuilder(project, collected, digests, problems).Build([], []);
        IReadOnlyList<SampleGroup> groups = SampleGrouping.Group(collected, manifest, problems);
        return Failed ? [] : groups;
    }

    private bool NeedsOutputs(SampleGroup sample)
    {
        try
        {
            return overwrite || (sample.Folder is null ? !JsonSampleText.Read(sample.Files[0]).HasOutputs : sample.Read().Outputs.Count == 0);
        }
        catch (ModelPackException exception)
        {
            problems.Add(exception.Problem);
            return false;
        }
    }

    private void Record(CollectedFiles collected, ModelSource model, IReadOnlyList<SampleGroup> samples)
    {
        string folder = WorkFolders.Make(project.StateFolder, "recording");
        try
        {
            using ValidatorPool pool = new(project, collected);
            if (pool.Record(project.OnnxRuntimes[0], model, samples, folder, problems, cancellationToken) is not { } answer)
            {
                return;
            }

            if (answer.Note is { } note)
            {
                notes.Add($"{model.File.TargetPath}: {note}");
            }

            for (int i = 0; i < samples.Count; i++)
            {
                Take(samples[i], folder, i);
            }
        }
        catch (ModelPackException exception)
        {
            problems.Add(exception.Problem);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            problems.Add(new Problem(DiagnosticCodes.SampleNotRecorded, $"Recorded outputs cannot be written: {exception.Message} Free space, or give the right to write.", project.ProjectFile));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private void Take(SampleGroup sample, string folder, int number)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (sample.Folder is not { } target)
        {
            AtomicFile.Write(sample.Files[0], JsonSampleText.Read(sample.Files[0]).With(File.ReadAllText(RecordedOutputs.Json(folder, number))));
        }
        else
        {
            string[] outputs = [.. Directory.EnumerateFiles(RecordedOutputs.Vector(folder, number)).Order(StringComparer.Ordinal)];
            foreach (string output in outputs)
            {
                AtomicFile.Write(Path.Combine(target, Path.GetFileName(output)), File.ReadAllBytes(output));
            }

            // Of a model that had more outputs.
            foreach (SampleFile stale in sample.Read().Outputs.Where(file => file.Index >= outputs.Length))
            {
                File.Delete(stale.Path);
            }
        }

        recorded.Add(Path.GetRelativePath(project.ProjectFolder, sample.Folder ?? sample.Files[0]).Replace('\\', '/'));
    }
}
