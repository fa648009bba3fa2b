using Microsoft.Build.Framework;

using ModelPack.Runtime.Tasks.Diagnostics;
using ModelPack.Runtime.Tasks.Materialization;
using ModelPack.Runtime.Tasks.Records;
using ModelPack.Runtime.Tasks.Store;

using MSBuildTask = Microsoft.Build.Utilities.Task;

namespace ModelPack.Runtime.Tasks;

/// <summary>Removes the models from an output folder, with the folders that are empty then.</summary>
public sealed class CleanModels : MSBuildTask
{
    /// <summary>The folder.</summary>
    [Required]
    public string OutputFolder { get; set; } = "";

    /// <summary>The full path of the project.</summary>
    [Required]
    public string ProjectFile { get; set; } = "";

    /// <summary>The folder where digests are remembered; empty for the default.</summary>
    public string? Store { get; set; }

    /// <inheritdoc/>
    public override bool Execute()
    {
        Log.LogInput(nameof(OutputFolder), OutputFolder);
        string projectFolder = Path.GetDirectoryName(ProjectFile)!;
        OutputFolder output = new(Path.Combine(projectFolder, OutputFolder));
        RecordStore store = new(MachineStore.Locate(Store, projectFolder));
        try
        {
            OutputRecord? record = store.Read(output.FullPath);
            output.DeleteAll(record, ProjectFile);
            List<ModelRecord> others = [.. (record?.Models ?? []).Where(model => model.Owner != ProjectFile)];
            if (others.Count > 0)
            {
                store.TryWrite(new OutputRecord(output.FullPath, others));
            }
            else
            {
                store.Delete(output.FullPath);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.LogProblem(new RuntimeProblem(RuntimeDiagnosticCodes.OutputNotWritable, $"The models cannot be removed from the output folder: {exception.Message} Stop the process that uses them, and clean again.", output.Models), ProjectFile);
        }

        return !Log.HasLoggedErrors;
    }
}
