using System.Buffers;

using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

using ModelPack.Runtime.Tasks.Diagnostics;
using ModelPack.Runtime.Tasks.Materialization;
using ModelPack.Runtime.Tasks.Packages;
using ModelPack.Runtime.Tasks.Store;

using MSBuildTask = Microsoft.Build.Utilities.Task;

namespace ModelPack.Runtime.Tasks;

/// <summary>Lists the files of the referenced models, for the SDK's list of files to publish.</summary>
public sealed class ListModelFiles : MSBuildTask
{
    private static readonly SearchValues<char> s_special = SearchValues.Create("%;$@()'*?");

    /// <summary>The models: <c>ModelPackPackage</c> items.</summary>
    public ITaskItem[] Packages { get; set; } = [];

    /// <summary>The full path of the project.</summary>
    [Required]
    public string ProjectFile { get; set; } = "";

    /// <inheritdoc cref="MaterializeModels.Store"/>
    public string? Store { get; set; }

    /// <inheritdoc cref="MaterializeModels.IntermediateFolder"/>
    public string IntermediateFolder { get; set; } = "obj";

    /// <inheritdoc cref="MaterializeModels.PackageFolders"/>
    public string? PackageFolders { get; set; }

    /// <summary>The files where they lie, with <c>RelativePath</c>: their path in the published folder.</summary>
    [Output]
    public ITaskItem[] Files { get; private set; } = [];

    /// <inheritdoc/>
    public override bool Execute()
    {
        Log.LogInputs(Packages);
        List<ITaskItem> files = [];
        try
        {
            List<PackageItem> packages = PackageItems.From(Packages);
            PackagePlanner.CheckSlots(packages);
            PackagePlanner planner = new(new PayloadFolders(PackageFolders), MachineStore.Open(Store, Path.GetDirectoryName(ProjectFile)!, IntermediateFolder).Assembled);
            foreach (PackageItem package in packages)
            {
                foreach (PlannedFile file in planner.Plan(package).Files)
                {
                    TaskItem item = new(Escape(file.Source));
                    item.SetMetadata("RelativePath", Escape($"{OutputFolder.ModelsFolder}/{package.Slot}/{file.Path}"));
                    files.Add(item);
                }
            }
        }
        catch (RuntimeProblemException exception)
        {
            Log.LogProblem(exception.Problem, ProjectFile);
        }

        Files = [.. files];
        return !Log.HasLoggedErrors;
    }

    // MSBuild takes the text of an item for an escaped one; "%41" in a file name is three characters.
    private static string Escape(string text) => text.AsSpan().IndexOfAny(s_special) < 0
        ? text
        : string.Concat(text.Select(character => s_special.Contains(character) ? $"%{(int)character:X2}" : character.ToString()));
}
