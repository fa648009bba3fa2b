using ModelPack.Files;
using ModelPack.Runtime.Tasks.Files;
using ModelPack.Runtime.Tasks.Records;

namespace ModelPack.Runtime.Tasks.Materialization;

/// <summary>The models in an output folder: where they lie, and how what is no longer wanted goes away.</summary>
internal sealed class OutputFolder(string path)
{
    /// <summary>The name of the folder that holds one folder per slot.</summary>
    public const string ModelsFolder = "models";

    /// <summary>The full path, without a separator at its end.</summary>
    public string FullPath { get; } = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));

    public string Models => Path.Combine(FullPath, ModelsFolder);

    public string SlotFolder(string slot) => Path.Combine(FullPath, ModelsFolder, slot);

    /// <summary>The full path of a file of a model.</summary>
    public string FileOf(string slot, string relative) => Path.Combine(FullPath, ModelsFolder, slot, relative.Replace('/', Path.DirectorySeparatorChar));

    /// <summary>The slots that lie there, ordered.</summary>
    public IEnumerable<string> Slots() => Directory.Exists(Models)
        ? Directory.EnumerateDirectories(Models).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)
        : [];

    /// <summary>The files that the manifest in a slot's folder lists, and the manifest: what was ours, even where nothing is remembered.</summary>
    public IReadOnlyList<string> ListedFiles(string slot)
    {
        string file = FileOf(slot, ModelManifest.FileName);
        if (!FileStamp.Read(file, follow: false).IsFile)
        {
            return [];
        }

        try
        {
            ModelManifest manifest = ModelManifest.Load(file);
            bool isOurs = ModelLayoutRules.FindUnknown(manifest) is null && ModelLayoutRules.Explain(manifest) is null;
            IEnumerable<string> paths = isOurs ? ModelFolder.Files(manifest).Select(entry => entry.Path) : manifest.Files.Where(entry => entry.Materialize).Select(entry => entry.Path);
            return [.. paths.Where(path => ModelPathRules.Explain(path) is null), ModelManifest.FileName];
        }
        catch (InvalidDataException)
        {
            // Somebody else's file, or half of one of ours: it says nothing about who owns its neighbours.
            return [];
        }
    }

    /// <summary>Deletes files of a slot, and folders that are empty then, up to the folder of all models.</summary>
    /// <returns>The number of files that were there.</returns>
    public int Delete(string slot, IEnumerable<string> paths)
    {
        int count = 0;
        HashSet<string> folders = new(StringComparer.Ordinal);
        foreach (string path in paths.OrderByDescending(path => path == ModelManifest.FileName))
        {
            // The manifest first, so that it never lists what is gone.
            string file = FileOf(slot, path);
            folders.Add(Path.GetDirectoryName(file)!);
            if (File.Exists(file) || FileStamp.Read(file, follow: false).IsFile)
            {
                DeleteFile(file);
                count++;
            }
        }

        TemporaryFiles.DeleteAbandoned(SlotFolder(slot));
        foreach (string folder in folders.OrderByDescending(folder => folder.Length))
        {
            DeleteEmptyFolders(folder);
        }

        return count;
    }

    /// <summary>Deletes a folder below the folder of all models while it is empty, then its parent.</summary>
    public void DeleteEmptyFolders(string folder)
    {
        while (folder.Length > FullPath.Length && folder.StartsWith(FullPath, StringComparison.Ordinal))
        {
            if (Directory.Exists(folder))
            {
                if (Directory.EnumerateFileSystemEntries(folder).Any())
                {
                    return;
                }

                try
                {
                    Directory.Delete(folder);
                }
                catch (IOException)
                {
                    // Another build put something there meanwhile: then it is not empty, and stays.
                    return;
                }
            }

            folder = Path.GetDirectoryName(folder)!;
        }
    }

    /// <summary>Everything of ours in the folder, for <c>clean</c>.</summary>
    /// <param name="record">What is remembered of the folder.</param>
    /// <param name="owner">The project that is cleaned; models that other projects put there stay.</param>
    public int DeleteAll(OutputRecord? record, string owner)
    {
        int count = 0;
        foreach (ModelRecord model in record?.Models ?? [])
        {
            if (model.Owner == owner)
            {
                count += Delete(model.Slot, model.Files.Select(file => file.Path));
            }
        }

        HashSet<string> others = new((record?.Models ?? []).Where(model => model.Owner != owner).Select(model => model.Slot), StringComparer.OrdinalIgnoreCase);
        foreach (string slot in Slots().Where(slot => !others.Contains(slot)).ToArray())
        {
            count += Delete(slot, ListedFiles(slot));
            DeleteEmptyFolders(SlotFolder(slot));
        }

        DeleteEmptyFolders(Models);
        return count;
    }

    private static void DeleteFile(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (UnauthorizedAccessException) when (OperatingSystem.IsWindows() && (File.GetAttributes(file) & FileAttributes.ReadOnly) != 0)
        {
            File.SetAttributes(file, FileAttributes.Normal);
            File.Delete(file);
        }
    }
}
