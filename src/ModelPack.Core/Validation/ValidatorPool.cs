using ModelPack.Core.Content;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Inputs;
using ModelPack.Core.Layout;
using ModelPack.Core.Onnx;
using ModelPack.Core.Projects;
using ModelPack.Core.Samples;

namespace ModelPack.Core.Validation;

/// <summary>One validator child for each runtime version, started when a model needs it.</summary>
/// <param name="project">The project.</param>
/// <param name="collected">Its files.</param>
internal sealed class ValidatorPool(ModelProject project, CollectedFiles collected) : IDisposable
{
    private readonly Dictionary<string, ModelValidator> _validators = new(StringComparer.Ordinal);
    private IReadOnlySet<string>? _split;

    /// <summary>Proves a model in a runtime.</summary>
    /// <returns>The proof; <see langword="null"/> after a problem.</returns>
    public Proof? Prove(OnnxRuntimePackage runtime, string executionProvider, ModelSource model, IReadOnlyList<SampleGroup> samples, ICollection<Problem> problems, CancellationToken cancellationToken)
    {
        ValidationResult? result = Run(runtime, model, samples, problems, request => request with { ExecutionProvider = executionProvider }, cancellationToken);
        return result?.Validation is { } validation ? new Proof { Validation = validation, Inferred = Differences(model.Facts!, result.InferredTypes) } : null;
    }

    /// <summary>Records what a model answers to samples; see <see cref="RecordedOutputs"/>.</summary>
    /// <returns>The record; <see langword="null"/> after a problem.</returns>
    public ModelValidation? Record(OnnxRuntimePackage runtime, ModelSource model, IReadOnlyList<SampleGroup> samples, string folder, ICollection<Problem> problems, CancellationToken cancellationToken) =>
        Run(runtime, model, samples, problems, request => request with { RecordTo = folder }, cancellationToken)?.Validation;

    /// <summary>Starts the validator of a runtime, so that it is ready when a model needs it. What goes wrong is told then.</summary>
    /// <param name="runtime">The runtime.</param>
    public void Start(OnnxRuntimePackage runtime)
    {
        try
        {
            if (runtime.Folder is { } folder)
            {
                Validator(runtime).Start(RuntimeLibrary.Find(folder, runtime.Version));
            }
        }
        catch (ModelPackException)
        {
            // The same happens to the first model.
        }
    }

    /// <summary>Records what a model, or a graph that stands for it, answers to samples.</summary>
    /// <param name="runtime">The runtime.</param>
    /// <param name="model">The model.</param>
    /// <param name="path">The full path of what is opened: the model or the graph.</param>
    /// <param name="samples">The samples.</param>
    /// <param name="folder">Where the outputs go; see <see cref="RecordedOutputs"/>.</param>
    /// <param name="cancellationToken">Ends it at once.</param>
    public ValidationResult Answer(OnnxRuntimePackage runtime, ModelSource model, string path, IReadOnlyList<SampleSet> samples, string folder, CancellationToken cancellationToken) =>
        Validator(runtime).Validate(Request(runtime, model, []) with { ModelPath = path, Samples = samples, RecordTo = folder }, cancellationToken);

    public void Dispose()
    {
        foreach (ModelValidator validator in _validators.Values)
        {
            validator.Dispose();
        }
    }

    private ValidationResult? Run(
        OnnxRuntimePackage runtime, ModelSource model, IReadOnlyList<SampleGroup> samples, ICollection<Problem> problems, Func<ValidationRequest, ValidationRequest> adapt, CancellationToken cancellationToken)
    {
        try
        {
            ValidationRequest request = adapt(Request(runtime, model, samples));
            ValidationResult result = RuntimeVersions.FindsExternalDataElsewhere(runtime.Version) && IsSplit(model, cancellationToken)
                ? SplitValidation.Run(Validator(runtime), request, project.StateFolder, cancellationToken)
                : Validator(runtime).Validate(request, cancellationToken);
            foreach (Problem problem in result.Problems)
            {
                problems.Add(problem);
            }

            return result;
        }
        catch (ModelPackException exception)
        {
            problems.Add(exception.Problem);
            return null;
        }
    }

    /// <summary>Whether services get the model with its large tensors in files of their own.</summary>
    private bool IsSplit(ModelSource model, CancellationToken cancellationToken)
    {
        try
        {
            _split ??= LayoutPlanner.SplitModels(collected.ToLayout(project.DefaultLayout), project.LayoutOptions, new DigestMemory(project.ProjectFile), cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ModelPackException(new Problem(DiagnosticCodes.UnreadableFile, $"A file of the model cannot be read: {exception.Message} Build again when no other program writes it.", project.ProjectFile), exception);
        }

        return _split.Contains(model.File.TargetPath);
    }

    private ValidationRequest Request(OnnxRuntimePackage runtime, ModelSource model, IReadOnlyList<SampleGroup> samples) => new()
    {
        ModelPath = model.File.FullPath,
        DisplayPath = model.File.TargetPath,
        Format = model.Format,
        WeightBytes = model.File.Size + (model.Facts?.ExternalData.Sum(data => data.Length ?? data.ExpectedBytes ?? 0) ?? 0),
        Facts = model.Facts!,
        Samples = [.. samples.Select(sample => sample.Read())],
        Timeout = project.ValidationTimeout,
        MemoryLimitBytes = project.ValidationMemory,
        Runtime = runtime.Version,
        NativeLibrary = RuntimeLibrary.Find(runtime.Folder ?? throw NotRestored(runtime, model), runtime.Version),
        CustomOps = project.CustomOps,
    };

    private static ModelPackException NotRestored(OnnxRuntimePackage runtime, ModelSource model) => new(new Problem(
        DiagnosticCodes.RuntimeNotRestored,
        $"ONNX Runtime {runtime.Version}, which '{model.File.TargetPath}' is validated in, is not restored. Run 'dotnet restore', or give the file the extension .onnx or .ort so that restore knows that it needs it.",
        model.File.FullPath));

    private ModelValidator Validator(OnnxRuntimePackage runtime)
    {
        if (!_validators.TryGetValue(runtime.Version, out ModelValidator? validator))
        {
            _validators[runtime.Version] = validator = new ModelValidator(new ValidatorOptions { DotNetHostPath = project.DotNetHost, ValidatorAssembly = project.ValidatorAssembly });
        }

        return validator;
    }

    /// <summary>Only where the runtime says more than the file.</summary>
    private static SortedDictionary<string, ModelType>? Differences(OnnxModelFacts facts, IReadOnlyDictionary<string, ModelType> inferred)
    {
        SortedDictionary<string, ModelType> differences = new(StringComparer.Ordinal);
        foreach (ModelValue value in facts.Inputs.Concat(facts.Outputs))
        {
            if (inferred.TryGetValue(value.Name, out ModelType? type) && Packing.TypeNames.Of(type) != Packing.TypeNames.Of(value.Type))
            {
                differences[value.Name] = type;
            }
        }

        return differences.Count > 0 ? differences : null;
    }
}
