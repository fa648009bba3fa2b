using ModelPack.Runtime.Tasks.Diagnostics;
using ModelPack.Runtime.Tasks.Store;

namespace ModelPack.Runtime.Tasks.Packages;

/// <summary>Lists what a model consists of and where it lies, and refuses what must not be written. Touches nothing.</summary>
/// <param name="folders">Where payload packages lie.</param>
/// <param name="assembled">Where files that are made of several payloads lie.</param>
internal sealed class PackagePlanner(PayloadFolders folders, AssembledFiles assembled)
{
    /// <summary>Checks the slots of all models of a project.</summary>
    /// <exception cref="RuntimeProblemException">A slot is invalid, or two models have the same.</exception>
    public static void CheckSlots(IReadOnlyList<PackageItem> packages)
    {
        Dictionary<string, PackageItem> bySlot = new(StringComparer.OrdinalIgnoreCase);
        foreach (PackageItem package in packages)
        {
            if (ModelPathRules.ExplainSlot(package.Slot) is { } reason)
            {
                throw Problem(RuntimeDiagnosticCodes.SlotRefused, $"The slot '{package.Slot}' of model '{package.Name}' {reason}. Give the reference a ModelName of letters, digits, '.', '-' and '_'.");
            }

            if (!bySlot.TryAdd(package.Slot, package))
            {
                throw Problem(RuntimeDiagnosticCodes.SlotTaken, $"The models '{bySlot[package.Slot].Name}' and '{package.Name}' have the same slot '{package.Slot}'. Give one of the references another name: ModelName=\"…\".");
            }
        }
    }

    /// <summary>Plans a model.</summary>
    /// <exception cref="RuntimeProblemException">The manifest or the list of files cannot be used.</exception>
    public PlannedPackage Plan(PackageItem package)
    {
        PackageManifest manifest = PackageManifest.Read(package);
        List<PlannedFile> files = package.IsProject ? FileMap.Read(package) : FilesOf(package, manifest.Manifest);
        if (package.IsProject)
        {
            PackageManifest.CheckPaths(package, [.. files.Select(file => file.Path)]);
        }

        files.Add(new PlannedFile(ModelManifest.FileName, package.Manifest, manifest.Sha256, manifest.Size));
        return new PlannedPackage(package, files);
    }

    /// <summary>What to do about a damaged package or a stale project.</summary>
    public static string Cure(PackageItem package)
    {
        if (package.IsProject)
        {
            return "Build the model project again.";
        }

        // <package folder>/modelpack/modelpack.json
        string? folder = Path.GetDirectoryName(Path.GetDirectoryName(package.Manifest));
        return $"Delete the folder '{folder}' (or run 'dotnet nuget locals global-packages --clear'), then restore again.";
    }

    private List<PlannedFile> FilesOf(PackageItem package, ModelManifest manifest)
    {
        Dictionary<string, PlannedPayload> payloads = new(StringComparer.Ordinal);
        foreach (ModelPayload payload in manifest.Payloads ?? [])
        {
            payloads[payload.Sha256] = folders.Find(payload, package);
        }

        List<PlannedFile> files = [];
        foreach (ModelFolderFile file in ModelFolder.Files(manifest))
        {
            List<PlannedPayload> shards = [.. (file.Shards ?? []).Select(shard => payloads[shard])];
            string source = shards.Count switch
            {
                0 => Path.GetFullPath(Path.Combine(package.FilesRoot, file.Path)),
                1 => shards[0].File,
                _ => assembled.PathOf(file.Sha256),
            };
            files.Add(new PlannedFile(file.Path, source, file.Sha256, file.Size) { Shards = shards });
        }

        return files;
    }

    private static RuntimeProblemException Problem(string code, string message) => new(new RuntimeProblem(code, message));
}
