using Microsoft.Build.Framework;
using ModelPack.Core.Projects;

namespace ModelPack.Sdk.Tasks;

/// <summary>Collects a model's files, proves that the models run, and writes the manifest; see <see cref="ModelBuild"/>.</summary>
public sealed class BuildModel : ModelProjectTask
{
    /// <summary>The description.</summary>
    public string? Description { get; set; }

    /// <summary>The licence expression.</summary>
    public string? License { get; set; }

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

    /// <summary><c>ModelPackExecutionProviders</c>.</summary>
    public string[] ExecutionProviders { get; set; } = [];

    /// <summary>The version as NuGet normalizes it.</summary>
    [Output]
    public string NormalizedVersion { get; set; } = "";

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
                OnnxRuntimes = Runtimes,
                ExecutionProviders = ExecutionProviders,
                CustomOps = CustomOpsPaths,
                ValidatorAssembly = ValidatorAssembly ?? "",
                DotNetHost = Given(DotNetHost) ?? "dotnet",
            },
            CancellationToken);
        Report(result);
        Log.LogMessage(MessageImportance.Low, "ModelPack: [output] UpToDate={0}", result.UpToDate);
    }
}
