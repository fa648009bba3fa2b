using Microsoft.Build.Framework;

using ModelPack.Runtime.Tasks.Diagnostics;
using ModelPack.Runtime.Tasks.Files;
using ModelPack.Runtime.Tasks.Materialization;
using ModelPack.Runtime.Tasks.Packages;
using ModelPack.Runtime.Tasks.Store;

using MSBuildTask = Microsoft.Build.Utilities.Task;

namespace ModelPack.Runtime.Tasks;

/// <summary>Makes an output folder hold exactly the files of the referenced models.</summary>
public sealed class MaterializeModels : MSBuildTask, ICancelableTask, IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();

    /// <summary>The models: <c>ModelPackPackage</c> items.</summary>
    public ITaskItem[] Packages { get; set; } = [];

    /// <summary>The folder; its <c>models</c> folder is filled.</summary>
    [Required]
    public string OutputFolder { get; set; } = "";

    /// <summary>The full path of the project.</summary>
    [Required]
    public string ProjectFile { get; set; } = "";

    /// <summary>The folder where digests are remembered and files are put together; empty for the default.</summary>
    public string? Store { get; set; }

    /// <summary>The project's folder of intermediate files, where files are put together if the store cannot be written.</summary>
    public string IntermediateFolder { get; set; } = "obj";

    /// <summary>The package folders, separated by semicolons: where payload packages are sought.</summary>
    public string? PackageFolders { get; set; }

    /// <summary>Whether package files may be hard linked where they cannot share blocks.</summary>
    public bool AllowHardLinks { get; set; }

    /// <summary>Other files that the build puts into the folder; they are never taken for ours.</summary>
    public ITaskItem[] OtherFiles { get; set; } = [];

    /// <summary>The full paths of all files of the models in the folder.</summary>
    [Output]
    public string[] Files { get; private set; } = [];

    /// <inheritdoc/>
    public override bool Execute()
    {
        Log.LogInput(nameof(OutputFolder), OutputFolder);
        Log.LogInput(nameof(Store), Store);
        Log.LogInput(nameof(PackageFolders), PackageFolders);
        Log.LogInputs(Packages);
        string projectFolder = Path.GetDirectoryName(ProjectFile)!;
        MachineStore store = MachineStore.Open(Store, projectFolder, IntermediateFolder);
        Materializer materializer = new(new OutputFolder(Path.Combine(projectFolder, OutputFolder)), store, new PayloadFolders(PackageFolders), ProjectFile, AllowHardLinks, TimeProvider.System);
        try
        {
            MaterializationResult result = materializer.Run(PackageItems.From(Packages), OtherPaths(projectFolder), _cancellation.Token);
            foreach (RuntimeProblem problem in result.Problems)
            {
                Log.LogProblem(problem, ProjectFile);
            }

            foreach (RuntimeProblem problem in result.Warnings)
            {
                Log.LogWarningOf(problem, ProjectFile);
            }

            Files = [.. result.Files];
            if (!result.WasUpToDate)
            {
                Log.LogMessage(MessageImportance.Low, "ModelPack: {0} files in {1}: {2} linked, {3} cloned, {4} copied, {5} digested, {6} removed.",
                    result.Files.Count, OutputFolder, Count(result, PlacementKind.HardLink), Count(result, PlacementKind.Clone), Count(result, PlacementKind.Copy), result.Digested, result.Removed);
            }
        }
        catch (OperationCanceledException)
        {
            // The user stopped the build: nothing red.
            return false;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.LogProblem(new RuntimeProblem(RuntimeDiagnosticCodes.OutputNotWritable, $"The models cannot be put into the output folder: {exception.Message} Check the disk's space and the folder's permissions.", OutputFolder), ProjectFile);
        }

        return !Log.HasLoggedErrors;
    }

    /// <inheritdoc/>
    public void Cancel() => _cancellation.Cancel();

    /// <inheritdoc/>
    public void Dispose() => _cancellation.Dispose();

    private static int Count(MaterializationResult result, PlacementKind kind) => result.Placed.GetValueOrDefault(kind);

    private string[] OtherPaths(string folder)
    {
        string[] paths = new string[OtherFiles.Length];
        for (int i = 0; i < paths.Length; i++)
        {
            paths[i] = Path.GetFullPath(Path.Combine(folder, OtherFiles[i].ItemSpec));
        }

        return paths;
    }
}
