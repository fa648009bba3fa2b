using Microsoft.Build.Framework;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Lineage;
using ModelPack.Core.Projects;

namespace ModelPack.Sdk.Tasks;

/// <summary>Asks tracking servers and writes what they say beside the project; see <see cref="LineageFetch"/>.</summary>
public sealed class FetchLineage : CancelableTask
{
    /// <summary>The full path of the project file.</summary>
    [Required]
    public string ProjectFile { get; set; } = "";

    /// <summary>All items, with their type in the metadata <c>ModelPackKind</c>.</summary>
    public ITaskItem[] Items { get; set; } = [];

    /// <summary><c>ModelPackPersonalData</c>.</summary>
    public bool PersonalData { get; set; }

    /// <summary>One line on what was fetched; empty where nothing was.</summary>
    [Output]
    public string Summary { get; set; } = "";

    /// <inheritdoc/>
    protected override void Run()
    {
        ModelBuildResult result = LineageFetch.Run(ProjectFile, ModelItems.From(Items, Path.GetDirectoryName(ProjectFile)!), PersonalData, Environment.GetEnvironmentVariable, CancellationToken);
        foreach (Problem problem in result.Problems)
        {
            Log.LogProblem(problem, ProjectFile, HelpLinkBase);
        }

        Summary = result.Summary ?? "";
    }
}
