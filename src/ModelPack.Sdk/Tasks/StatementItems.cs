using Microsoft.Build.Framework;
using ModelPack.Core.Projects;

namespace ModelPack.Sdk.Tasks;

/// <summary>What the author says in properties, as the targets hand it over.</summary>
internal static class StatementItems
{
    /// <summary>The statements.</summary>
    /// <param name="items">One item, with a metadata for each.</param>
    public static ModelStatements From(ITaskItem[] items) => items is not [var item, ..] ? new ModelStatements() : new ModelStatements
    {
        Producer = Given(item, nameof(ModelStatements.Producer)),
        ProjectUrl = Given(item, nameof(ModelStatements.ProjectUrl)),
        Architecture = Given(item, nameof(ModelStatements.Architecture)),
        Task = Given(item, nameof(ModelStatements.Task)),
        Explainability = Given(item, nameof(ModelStatements.Explainability)),
        Autonomy = Given(item, nameof(ModelStatements.Autonomy)),
        ApplicationArea = Given(item, nameof(ModelStatements.ApplicationArea)),
        DataFlow = Given(item, nameof(ModelStatements.DataFlow)),
        InputOutput = Given(item, nameof(ModelStatements.InputOutput)),
        DataUsage = Given(item, nameof(ModelStatements.DataUsage)),
        Software = Given(item, nameof(ModelStatements.Software)),
        Hardware = Given(item, nameof(ModelStatements.Hardware)),
        TrainingStarted = Given(item, nameof(ModelStatements.TrainingStarted)),
        TrainingEnded = Given(item, nameof(ModelStatements.TrainingEnded)),
        TrainingEnergy = Given(item, nameof(ModelStatements.TrainingEnergy)),
        SecurityControls = Given(item, nameof(ModelStatements.SecurityControls)),
        SecurityCompliance = Given(item, nameof(ModelStatements.SecurityCompliance)),
        SecurityPolicyUrl = Given(item, nameof(ModelStatements.SecurityPolicyUrl)),
        VulnerabilitiesUrl = Given(item, nameof(ModelStatements.VulnerabilitiesUrl)),
    };

    private static string? Given(ITaskItem item, string name) => item.GetMetadata(name) is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;
}
