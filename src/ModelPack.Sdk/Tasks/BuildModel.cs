using Microsoft.Build.Framework;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Lineage;
using ModelPack.Core.Packing.Payloads;
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

    /// <summary>One item whose metadata are further properties; see <see cref="ModelStatements"/>.</summary>
    public ITaskItem[] Statements { get; set; } = [];

    /// <summary><c>ModelPackRequiredLineage</c>.</summary>
    public string[] RequiredLineage { get; set; } = [];

    /// <summary><c>ModelPackStrictLineage</c>.</summary>
    public string StrictLineage { get; set; } = "false";

    /// <summary><c>ModelPackPersonalData</c>.</summary>
    public string PersonalData { get; set; } = "false";

    /// <summary><c>ModelPackAllowPickle</c>.</summary>
    public string AllowPickle { get; set; } = "false";

    /// <summary><c>ModelPackValidate</c>.</summary>
    public string Validate { get; set; } = "true";

    /// <summary><c>ModelPackExecutionProviders</c>.</summary>
    public string[] ExecutionProviders { get; set; } = [];

    /// <summary>Where packages belong, in the build of a pack; else empty.</summary>
    public string? PayloadFolder { get; set; }

    /// <summary>How many bytes of content the payload packages have that were not there before.</summary>
    [Output]
    public long NewPayloadBytes { get; set; }

    /// <summary>The version as NuGet normalizes it.</summary>
    [Output]
    public string NormalizedVersion { get; set; } = "";

    /// <summary>What a pack compares: whether the build that it follows is still the last one.</summary>
    [Output]
    public string Fingerprint { get; set; } = "";

    /// <inheritdoc/>
    protected override void Run()
    {
        NormalizedVersion = PackageVersions.Normalize(PackageVersion) ?? PackageVersion;
        bool allowPickle = Flag(AllowPickle, "ModelPackAllowPickle");
        bool validate = Flag(Validate, "ModelPackValidate");
        LineageOptions lineage = new()
        {
            Required = [.. RequiredLineage.Select(section => section.Trim()).Where(section => section.Length > 0)],
            Strict = Flag(StrictLineage, "ModelPackStrictLineage"),
            PersonalData = Flag(PersonalData, "ModelPackPersonalData"),
        };
        if (ProjectFile.Any(char.IsControl))
        {
            Log.LogProblem(new Problem(DiagnosticCodes.UnportableName, $"The project's path '{ProjectFile.Replace('\t', '?').Replace('\n', '?')}' has a control character. Move the project.", null), ProjectFile, HelpLinkBase);
        }

        if (Project() is not { } common)
        {
            return;
        }

        ModelProject project = common with
        {
            Description = Given(Description),
            License = Given(License),
            TrainingAuthor = Given(TrainingAuthor),
            TrainingDuration = Given(TrainingDuration),
            Compute = Given(Compute),
            ExperimentUrl = Given(ExperimentUrl),
            TrainingEntryPoint = Given(TrainingEntryPoint),
            IntendedUse = Given(IntendedUse),
            OutOfScopeUse = Given(OutOfScopeUse),
            Limitations = Given(Limitations),
            Statements = StatementItems.From(Statements),
            Lineage = lineage,
            AllowPickle = allowPickle,
            Validate = validate,
            ExecutionProviders = ExecutionProviders,
        };
        PayloadTarget? payloads = Given(PayloadFolder) is { } folder && PayloadSettings() is { } settings ? new PayloadTarget(settings, Path.GetFullPath(folder)) : null;
        ModelBuildResult result = ModelBuild.Run(project, CancellationToken, payloads);
        NewPayloadBytes = result.NewPayloadBytes;
        Fingerprint = project.Fingerprint();
        Report(result);
        Log.LogMessage(MessageImportance.Low, "ModelPack: [output] UpToDate={0}", result.UpToDate);
    }
}
