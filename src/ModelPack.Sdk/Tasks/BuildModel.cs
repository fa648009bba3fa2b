using System.Globalization;
using Microsoft.Build.Framework;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Projects;

namespace ModelPack.Sdk.Tasks;

/// <summary>Collects a model's files, proves that the models run, and writes the manifest; see <see cref="ModelBuild"/>.</summary>
public sealed class BuildModel : CancelableTask
{
    /// <summary>The full path of the project file.</summary>
    [Required]
    public string ProjectFile { get; set; } = "";

    /// <summary>The folder that the build may write to.</summary>
    [Required]
    public string StateFolder { get; set; } = "";

    /// <summary>The package id.</summary>
    [Required]
    public string PackageId { get; set; } = "";

    /// <summary>The package version.</summary>
    [Required]
    public string PackageVersion { get; set; } = "";

    /// <summary>The description.</summary>
    public string? Description { get; set; }

    /// <summary>The licence expression.</summary>
    public string? License { get; set; }

    /// <summary>All items, with their type in the metadata <c>ModelPackKind</c>.</summary>
    public ITaskItem[] Items { get; set; } = [];

    /// <summary>The folder that default items lie in, e.g. <c>model/</c>; left out of their paths in the package.</summary>
    public string? DefaultItemRoot { get; set; }

    /// <summary><c>ModelPackAuthor</c>.</summary>
    public string? TrainingAuthor { get; set; }

    /// <summary><c>ModelPackTrainingDuration</c>.</summary>
    public string? TrainingDuration { get; set; }

    /// <summary><c>ModelPackCompute</c>.</summary>
    public string? Compute { get; set; }

    /// <summary><c>ModelPackExperimentUrl</c>.</summary>
    public string? ExperimentUrl { get; set; }

    /// <summary><c>ModelPackTrainingEntryPoint</c>.</summary>
    public string? TrainingEntryPoint { get; set; }

    /// <summary><c>ModelPackIntendedUse</c>.</summary>
    public string? IntendedUse { get; set; }

    /// <summary><c>ModelPackOutOfScopeUse</c>.</summary>
    public string? OutOfScopeUse { get; set; }

    /// <summary><c>ModelPackLimitations</c>.</summary>
    public string? Limitations { get; set; }

    /// <summary><c>ModelPackAllowPickle</c>.</summary>
    public bool AllowPickle { get; set; }

    /// <summary><c>ModelPackValidate</c>.</summary>
    public bool Validate { get; set; } = true;

    /// <summary><c>ModelPackValidationTimeout</c>: seconds.</summary>
    public string ValidationTimeout { get; set; } = "";

    /// <summary><c>ModelPackValidationMemory</c>: bytes.</summary>
    public string ValidationMemory { get; set; } = "";

    /// <summary><c>ModelPackOnnxRuntimeVersion</c>.</summary>
    public string[] OnnxRuntimeVersions { get; set; } = [];

    /// <summary><c>ModelPackExecutionProviders</c>.</summary>
    public string? ExecutionProviders { get; set; }

    /// <summary>The folders that hold restored packages.</summary>
    public string[] PackageFolders { get; set; } = [];

    /// <summary>The validator's assembly.</summary>
    public string? ValidatorAssembly { get; set; }

    /// <summary>The <c>dotnet</c> host that runs the validator.</summary>
    public string? DotNetHost { get; set; }

    /// <summary>The version as NuGet normalizes it.</summary>
    [Output]
    public string NormalizedVersion { get; set; } = "";

    /// <summary>One line on what was proved now; empty where nothing was.</summary>
    [Output]
    public string Summary { get; set; } = "";

    /// <inheritdoc/>
    protected override void Run()
    {
        NormalizedVersion = PackageVersions.Normalize(PackageVersion) ?? PackageVersion;
        double timeout = Positive(ValidationTimeout, "ModelPackValidationTimeout", "seconds");
        double memory = Positive(ValidationMemory, "ModelPackValidationMemory", "bytes");
        if (Log.HasLoggedErrors)
        {
            return;
        }

        ModelBuildResult result = ModelBuild.Run(
            new ModelProject
            {
                ProjectFile = ProjectFile,
                StateFolder = StateFolder,
                Id = PackageId,
                Version = NormalizedVersion,
                Description = Given(Description),
                License = Given(License),
                Items = ModelItems.From(Items, Path.GetDirectoryName(ProjectFile)!),
                DefaultItemRoot = Given(DefaultItemRoot),
                TrainingAuthor = Given(TrainingAuthor),
                TrainingDuration = Given(TrainingDuration),
                Compute = Given(Compute),
                ExperimentUrl = Given(ExperimentUrl),
                TrainingEntryPoint = Given(TrainingEntryPoint),
                IntendedUse = Given(IntendedUse),
                OutOfScopeUse = Given(OutOfScopeUse),
                Limitations = Given(Limitations),
                AllowPickle = AllowPickle,
                Validate = Validate,
                ValidationTimeout = TimeSpan.FromSeconds(timeout),
                ValidationMemory = (long)memory,
                OnnxRuntimes = [.. OnnxRuntimeVersions.Distinct(StringComparer.Ordinal).Select(version => OnnxRuntimePackage.Find(version, PackageFolders))],
                ExecutionProvider = Given(ExecutionProviders) ?? "Cpu",
                ValidatorAssembly = ValidatorAssembly ?? "",
                DotNetHost = Given(DotNetHost) ?? "dotnet",
            },
            CancellationToken);
        foreach (Problem problem in result.Problems)
        {
            Log.LogProblem(problem, ProjectFile, HelpLinkBase);
        }

        Summary = result.Summary ?? "";
        Log.LogMessage(MessageImportance.Low, "ModelPack: [output] UpToDate={0}", result.UpToDate);
    }

    private static string? Given(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;

    private double Positive(string text, string property, string unit)
    {
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value is > 0 and < 1e15)
        {
            return value;
        }

        Log.LogProblem(new Problem(DiagnosticCodes.BadMetadata, $"{property} is '{text}', which is no positive number of {unit}. Correct it.", ProjectFile), ProjectFile, HelpLinkBase);
        return 1;
    }
}
