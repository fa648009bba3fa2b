using ModelPack.Runtime.Tasks.Records;

namespace ModelPack.Runtime.Tasks.Store;

/// <summary>
/// The folder that all services of a machine share (<c>MODELPACK_STORE</c>): what output folders hold, which files were digested, and files that are put together
/// from several payloads. Everything in it may be deleted; that costs time only.
/// </summary>
internal sealed class MachineStore
{
    /// <summary>Opens the store; nothing is made until something is to be kept.</summary>
    /// <param name="folder">The store's folder; empty where there is none.</param>
    /// <param name="substitute">Where files are put together if the store cannot be written: a folder of the project.</param>
    /// <param name="clock">The time.</param>
    public MachineStore(string folder, string substitute, TimeProvider clock)
    {
        Records = new RecordStore(folder);
        Verified = new VerifiedFiles(folder, clock);
        Assembled = new AssembledFiles(folder, substitute);
    }

    /// <summary>What output folders hold.</summary>
    public RecordStore Records { get; }

    /// <summary>Which files had which digest.</summary>
    public VerifiedFiles Verified { get; }

    /// <summary>Files that are put together from several payloads.</summary>
    public AssembledFiles Assembled { get; }

    /// <summary>Opens the store for a project.</summary>
    /// <param name="setting">The value of <c>MODELPACK_STORE</c>.</param>
    /// <param name="projectFolder">The project's folder.</param>
    /// <param name="intermediateFolder">The project's folder of intermediate files.</param>
    public static MachineStore Open(string? setting, string projectFolder, string intermediateFolder) =>
        new(Locate(setting, projectFolder), Path.GetFullPath(Path.Combine(projectFolder, intermediateFolder, "modelpack-store")), TimeProvider.System);

    /// <summary>The store's folder: the setting, relative to the project, else <c>ModelPack</c> under the user's local data folder; empty where there is none.</summary>
    public static string Locate(string? setting, string projectFolder)
    {
        if (!string.IsNullOrWhiteSpace(setting))
        {
            return Path.GetFullPath(Path.Combine(projectFolder, setting));
        }

        string data = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return data.Length > 0 ? Path.Combine(data, "ModelPack") : "";
    }
}
