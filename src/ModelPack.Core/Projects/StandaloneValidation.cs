using ModelPack.Core.Diagnostics;
using ModelPack.Core.Inputs;
using ModelPack.Core.Manifests;
using ModelPack.Core.Onnx;
using ModelPack.Core.Validation;

namespace ModelPack.Core.Projects;

/// <summary>
/// Validates models outside of a build: by the same collector, readers and validator, without manifest, lineage and memory. One model that fails does not keep
/// the others from being run.
/// </summary>
public sealed class StandaloneValidation
{
    private readonly ModelProject _project;
    private readonly CollectedFiles _collected;
    private readonly IReadOnlyList<SampleGroup> _samples;
    private readonly List<Problem> _problems;

    private StandaloneValidation(ModelProject project, CollectedFiles collected, IReadOnlyList<SampleGroup> samples, List<Problem> problems) =>
        (_project, _collected, _samples, _problems) = (project, collected, samples, problems);

    /// <summary>Whether a model is to be run, for which <see cref="Run"/> needs a runtime.</summary>
    public bool NeedsRuntime => _collected.Models.Any(IsRunnable);

    /// <summary>Reads the structure of all files.</summary>
    /// <param name="project">The files, as a project names them, and the limits. Its state folder is written to.</param>
    /// <param name="only">The path of the only model to validate; <see langword="null"/> for all.</param>
    /// <param name="recorded">
    /// For files that come from a package, which does not say what sample is for what model: the validations in its manifest by model. Where they do not fit, samples
    /// are left out with a warning.
    /// </param>
    /// <returns><see langword="null"/> where there is no such model.</returns>
    public static StandaloneValidation? Open(ModelProject project, string? only = null, IReadOnlyDictionary<string, IReadOnlyList<ModelValidation>>? recorded = null)
    {
        List<Problem> problems = [];
        CollectedFiles collected = FileCollector.Collect(project, problems);
        ModelManifest manifest = new() { Models = ModelEntries.Of(collected.Models, problems) };
        if (only is not null)
        {
            if (Weights(collected).FirstOrDefault(file => file.TargetPath == only) is not { } model)
            {
                return null;
            }

            // Once more, for what is wrong with this one alone; the others only say whose samples are whose.
            problems = [];
            collected = FileCollector.Collect(project with { Items = [.. project.Items.Where(item => item == model.Item || item.Kind == ModelItemKind.Sample)] }, problems);
        }

        List<Problem> wrong = [];
        IReadOnlyList<SampleGroup> samples = SampleGrouping.Group(collected, manifest, wrong);
        if (only is not null)
        {
            samples = [.. samples.Where(sample => sample.Model == only)];
        }
        else
        {
            problems.AddRange(recorded is null ? wrong : wrong.Select(problem => problem with { Severity = ProblemSeverity.Warning }));
        }

        return new StandaloneValidation(project, collected, recorded is null ? samples : Fitting(samples, manifest, recorded, problems), problems);
    }

    /// <summary>Runs what can be run.</summary>
    /// <param name="runtimes">The runtimes.</param>
    /// <param name="progress">Is told what is run now.</param>
    /// <param name="cancellationToken">Ends it at once.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public StandaloneReport Run(IReadOnlyList<OnnxRuntimePackage> runtimes, Action<string>? progress, CancellationToken cancellationToken)
    {
        using ValidatorPool validators = new(_project, _collected);
        Dictionary<string, ModelEntry> entries = ModelEntries.Of(_collected.Models, []).ToDictionary(entry => entry.File, StringComparer.Ordinal);
        Dictionary<string, ModelSource> models = _collected.Models.ToDictionary(model => model.File.TargetPath, StringComparer.Ordinal);
        List<CheckedModel> made = [];
        List<string> others = [];
        foreach (InputFile file in _collected.Files.Where(file => !file.IsExternalData && file.Item.Kind != ModelItemKind.Sample))
        {
            ModelSource? model = models.GetValueOrDefault(file.TargetPath);
            Problem[] errors = [.. _problems.Where(problem => problem.Severity == ProblemSeverity.Error && IsOf(problem, file, model))];
            if (model is not null)
            {
                IReadOnlyList<SampleGroup> own = [.. _samples.Where(sample => sample.Model == file.TargetPath)];
                ModelEntry entry = entries[file.TargetPath];
                IReadOnlyList<ModelRun> runs = IsRunnable(model) && errors.Length == 0 ? RunIn(validators, model, own, runtimes, progress, cancellationToken) : [];
                made.Add(new CheckedModel(file.TargetPath, entry.Format, own.Count, runs, errors));
                _problems.AddRange(((Problem?[])[DotNetTypes.Check(entry, model), .. runs.Select(run => run.Error)]).OfType<Problem>());
            }
            else if (file.Item.Kind == ModelItemKind.Weights && errors.Length > 0)
            {
                made.Add(new CheckedModel(file.TargetPath, null, 0, [], errors));
            }
            else if (errors.Length == 0)
            {
                others.Add(file.TargetPath);
            }
        }

        return new StandaloneReport(made, others, [.. _problems.Distinct()]);
    }

    private List<ModelRun> RunIn(
        ValidatorPool validators, ModelSource model, IReadOnlyList<SampleGroup> samples, IReadOnlyList<OnnxRuntimePackage> runtimes, Action<string>? progress, CancellationToken cancellationToken)
    {
        List<ModelRun> runs = [];
        foreach ((OnnxRuntimePackage runtime, string provider) in runtimes.SelectMany(runtime => _project.ExecutionProviders.Select(provider => (runtime, provider))))
        {
            cancellationToken.ThrowIfCancellationRequested();
            progress?.Invoke($"{model.File.TargetPath} in ONNX Runtime {runtime.Version} …");
            List<Problem> errors = [];
            Proof? proof = validators.Prove(runtime, provider, model, samples, errors, cancellationToken);
            runs.Add(new ModelRun(runtime.Version, provider, proof?.Validation, proof is null ? errors.First() : null));
        }

        return runs;
    }

    /// <summary>Whether a problem is with a file, or with one that the model has its tensors in.</summary>
    private static bool IsOf(Problem problem, InputFile file, ModelSource? model) => problem.File is { } path && (path == file.FullPath
        || (model?.Facts is { ExternalData.Count: > 0 } facts
            && Path.GetRelativePath(Path.GetDirectoryName(file.FullPath)!, path).Replace(Path.DirectorySeparatorChar, '/') is var location
            && facts.ExternalData.Any(data => data.Location == location)));

    private static bool IsRunnable(ModelSource model) => model.Format is ModelFormat.Onnx or ModelFormat.Ort;

    /// <summary>What might be a model: not what another one has its tensors in.</summary>
    private static IEnumerable<InputFile> Weights(CollectedFiles collected) => collected.Files.Where(file => file.Item.Kind == ModelItemKind.Weights && !file.IsExternalData);

    private static List<SampleGroup> Fitting(
        IReadOnlyList<SampleGroup> samples, ModelManifest manifest, IReadOnlyDictionary<string, IReadOnlyList<ModelValidation>> recorded, List<Problem> problems)
    {
        if (manifest.Models.Count(model => model.Format is "onnx" or "ort") < 2)
        {
            return [.. samples];
        }

        List<SampleGroup> fitting = [];
        foreach (IGrouping<string, SampleGroup> group in samples.GroupBy(sample => sample.Model, StringComparer.Ordinal))
        {
            ModelValidation[] ran = [.. recorded.GetValueOrDefault(group.Key, []).Where(validation => validation.Input is not null)];
            if (ran.Length == 0 || ran.Any(validation => validation.Input == "sample" && (validation.Samples ?? 0) <= group.Count()))
            {
                fitting.AddRange(group);
            }
            else
            {
                problems.Add(new Problem(
                    DiagnosticCodes.SampleWithoutModel,
                    $"Which of the package's samples are for '{group.Key}' cannot be told: its proof names others. They are left out; name model and samples to run them.",
                    group.First().Files[0],
                    Severity: ProblemSeverity.Warning));
            }
        }

        return fitting;
    }
}
