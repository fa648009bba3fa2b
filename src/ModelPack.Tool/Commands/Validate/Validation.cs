using ModelPack.Core.Diagnostics;
using ModelPack.Core.Projects;
using ModelPack.Feeds;
using ModelPack.Tool.Output;
using ModelPack.Tool.Targets;

namespace ModelPack.Tool.Commands.Validate;

/// <summary>One validation: finds the files, brings runtimes, runs the models, and forgets all of it.</summary>
/// <param name="settings">How it is validated.</param>
/// <param name="packages">The packages of the configuration, read when one is needed.</param>
/// <param name="build">How model projects are built.</param>
/// <param name="output">Takes warnings, errors and progress.</param>
internal sealed class Validation(ValidateSettings settings, Lazy<PackageLocator> packages, Func<ProjectBuild> build, ToolOutput output)
{
    // Who validates a project wants it validated, whatever it says of its builds.
    private const string Validated = "ModelPackValidate=true";

    private readonly List<ValidatedModelDocument> _models = [];
    private readonly List<string> _others = [];
    private readonly List<Problem> _problems = [];
    private IReadOnlyList<OnnxRuntimePackage>? _runtimes;
    private bool _found;

    /// <summary>All errors and warnings.</summary>
    public IReadOnlyList<Problem> Problems => _problems;

    /// <summary>Runs it.</summary>
    /// <param name="what">What the user wrote.</param>
    /// <param name="cancellationToken">Ends it at once.</param>
    /// <exception cref="ModelPackException">It cannot be validated: it is nothing that can be, cannot be had, or is damaged.</exception>
    public async Task<ValidateDocument> RunAsync(string what, CancellationToken cancellationToken)
    {
        using StandaloneFolder work = Work();
        SubjectReader subjects = new(settings, work);
        if (subjects.OfFiles(what) is { } files)
        {
            await Validate(files, cancellationToken);
            if (_models.Count == 0 && File.Exists(what) && files.Project.Items[0].Kind == ModelItemKind.Weights && _problems.Count == 0)
            {
                throw ToolProblems.NoModelFile(what);
            }
        }
        else
        {
            await ValidateTarget(what, subjects, cancellationToken);
        }

        if (settings.Model is { } only && !_found)
        {
            throw ToolProblems.BadArgument($"--model {only}: there is no such model. Write its path in the folder or package.");
        }

        return new ValidateDocument(what, _problems.All(problem => problem.Severity != ProblemSeverity.Error), _models, _others, [.. _problems.Select(ProblemDocument.Of)]);
    }

    private static StandaloneFolder Work()
    {
        try
        {
            return StandaloneFolder.Make();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw ToolProblems.CannotWrite(Path.GetTempPath(), exception);
        }
    }

    private async Task ValidateTarget(string what, SubjectReader subjects, CancellationToken cancellationToken)
    {
        string path = Directory.Exists(what) ? TargetFolder.Of(Path.GetFullPath(what)).Project ?? what : what;
        if (File.Exists(path) && ProjectTarget.IsProject(path) && settings.Given is [var given, ..])
        {
            throw ToolProblems.BadArgument($"{given.Option}: a model project says that itself. Set {given.Property} in '{path}', or validate its folder of models as files.");
        }

        using TargetModels models = await new TargetReader(packages.Value, build().With(Validated), fetchPayloads: true, output).OpenAsync(path, cancellationToken);
        foreach (TargetModel model in models.All)
        {
            if (model.Kind == TargetKind.Project)
            {
                Built(model);
            }
            else
            {
                await Validate(await Task.Run(() => subjects.OfTarget(model, cancellationToken), cancellationToken), cancellationToken);
            }
        }
    }

    /// <summary>The build has validated them.</summary>
    private void Built(TargetModel project)
    {
        _problems.AddRange(project.Warnings);
        _models.AddRange(project.Manifest.Models.Select(model => new ValidatedModelDocument(
        model.File,
        project.Manifest.Id,
        project.Manifest.Version,
        model.Format,
        Valid: true,
        Codes: null,
        (model.Validations ?? []).Max(validation => validation.Samples) ?? 0,
        [.. (model.Validations ?? []).Where(validation => validation.Runtime.Length > 0).Select(validation => Document(validation))])));
    }

    private async Task Validate(ValidationSubject subject, CancellationToken cancellationToken)
    {
        // In another thread, so that an interruption is heard.
        if (await Task.Run(() => StandaloneValidation.Open(subject.Project, settings.Model, subject.Recorded), cancellationToken) is not { } validation)
        {
            return;
        }

        _found = true;
        IReadOnlyList<OnnxRuntimePackage> runtimes = validation.NeedsRuntime ? _runtimes ??= await Runtimes(cancellationToken) : [];
        Action<string>? progress = output.ShowsProgress ? output.Note : null;
        StandaloneReport report = await Task.Run(() => validation.Run(runtimes, progress, cancellationToken), cancellationToken);
        _models.AddRange(report.Models.Select(model => new ValidatedModelDocument(
            model.File, subject.Manifest?.Id, subject.Manifest?.Version, model.Format, model.Succeeded, Codes(model), model.Samples, [.. model.Runs.Select(run => Document(run))])));
        _others.AddRange(report.OtherFiles);
        _problems.AddRange(report.Problems.Select(problem => ShownProblems.Of(problem, subject)));
    }

    private async Task<IReadOnlyList<OnnxRuntimePackage>> Runtimes(CancellationToken cancellationToken)
    {
        List<OnnxRuntimePackage> runtimes = [];
        foreach (string version in settings.Runtimes)
        {
            if (output.ShowsProgress)
            {
                output.Note($"ONNX Runtime {version} …");
            }

            runtimes.Add(await OnnxRuntimes.FetchAsync(packages.Value, version, cancellationToken));
        }

        return runtimes;
    }

    private static string[]? Codes(CheckedModel model) => model.Errors.Count == 0 ? null : [.. model.Errors.Select(error => error.Code).Distinct(StringComparer.Ordinal)];

    private static ValidationRunDocument Document(ModelRun run) => run.Validation is { } validation
        ? Document(validation)
        : new ValidationRunDocument(run.Runtime, run.ExecutionProvider, ModelValidationOutcomes.Fails, null, null, null, null, run.Error!.Code);

    private static ValidationRunDocument Document(ModelValidation validation) => new(
        validation.Runtime, validation.ExecutionProvider, validation.Outcome, validation.Input, validation.Samples, validation.LargestError, validation.Note, null);
}
