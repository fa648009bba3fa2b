using Microsoft.Build.Framework;

using ModelPack.Files;
using ModelPack.Runtime.Tasks.Diagnostics;
using ModelPack.Runtime.Tasks.Files;
using ModelPack.Runtime.Tasks.Graph;
using ModelPack.Runtime.Tasks.Packages;
using ModelPack.Runtime.Tasks.Stages;

using MSBuildTask = Microsoft.Build.Utilities.Task;

namespace ModelPack.Runtime.Tasks;

/// <summary>Refuses models that did not come through the alias of a stage. What was found right is remembered for exactly that state, so that an unchanged build reads nothing.</summary>
public sealed class CheckModelStages : MSBuildTask
{
    /// <summary>The models: <c>ModelPackPackage</c> items.</summary>
    public ITaskItem[] Packages { get; set; } = [];

    /// <summary>The value of <c>ModelPackRequiredStage</c>: stages, with semicolons between them. As text, since the semicolons of a command line are escaped ones.</summary>
    [Required]
    public string RequiredStage { get; set; } = "";

    /// <summary>The full path of the project.</summary>
    [Required]
    public string ProjectFile { get; set; } = "";

    /// <summary>The project's <c>project.assets.json</c>.</summary>
    [Required]
    public string AssetsFile { get; set; } = "";

    /// <summary>The framework that the project is built for.</summary>
    public string Framework { get; set; } = "";

    /// <summary>The file that remembers what was found right.</summary>
    [Required]
    public string StateFile { get; set; } = "";

    /// <inheritdoc/>
    public override bool Execute()
    {
        Log.LogInput("ModelPackRequiredStage", RequiredStage);
        Log.LogInputs(Packages);
        string[] stages = [.. RequiredStage.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.OrdinalIgnoreCase)];
        if (stages.Length == 0)
        {
            Log.LogProblem(new RuntimeProblem(RuntimeDiagnosticCodes.StageRequired, "ModelPackRequiredStage names no stage. Name one, such as Production, or several with semicolons between them; or do not set it."), ProjectFile);
            return false;
        }

        string projectFolder = Path.GetDirectoryName(ProjectFile)!;
        string assetsFile = Path.Combine(projectFolder, AssetsFile);
        string stateFile = Path.Combine(projectFolder, StateFile);
        List<PackageItem> packages = PackageItems.From(Packages);
        try
        {
            string? key = Key(packages, stages, assetsFile);
            if (key is not null && File.Exists(stateFile) && File.ReadAllText(stateFile) == key)
            {
                Log.LogMessage(MessageImportance.Low, "ModelPack: the stages of all models are as they were.");
                return true;
            }

            ProjectAssets assets = File.Exists(assetsFile) ? ProjectAssets.Read(assetsFile, Framework) : ProjectAssets.None;
            StageRule rule = new(stages, new ModelWays(ProjectFile, assets));
            foreach (RuntimeProblem problem in packages.Select(rule.Check).OfType<RuntimeProblem>())
            {
                Log.LogProblem(problem, ProjectFile);
            }

            Remember(stateFile, Log.HasLoggedErrors ? null : key);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            Log.LogProblem(new RuntimeProblem(RuntimeDiagnosticCodes.StageRequired, $"It cannot be told through which alias the models came: {exception.Message.TrimEnd('.')}. Restore the project, and build again."), ProjectFile);
        }

        return !Log.HasLoggedErrors;
    }

    // Names everything that the answer depends on; no file is read for it.
    private string? Key(List<PackageItem> packages, string[] stages, string assetsFile)
    {
        string[] states = [.. packages.SelectMany(package => (string[])[package.Manifest, ServedModel.FileBeside(package.Manifest)]).Prepend(assetsFile).Select(file => File.Exists(file) ? FileStamp.Read(file, follow: true).ToText(withChanged: true) : "none")];
        return states.Contains(FileStamp.Unknown) ? null : string.Join('\n', ["modelpack-stages 2", string.Join(';', stages), Framework, .. packages.Select(package => package.ToString()), .. states]);
    }

    private static void Remember(string stateFile, string? key)
    {
        if (key is null)
        {
            File.Delete(stateFile);
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(stateFile)!);
        string temporary = TemporaryFiles.NameFor(stateFile);
        File.WriteAllText(temporary, key);
        File.Move(temporary, stateFile, overwrite: true);
    }
}
