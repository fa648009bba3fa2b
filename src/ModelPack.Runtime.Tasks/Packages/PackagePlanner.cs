using System.Globalization;
using System.Text.Json;

using ModelPack.Runtime.Tasks.Diagnostics;

namespace ModelPack.Runtime.Tasks.Packages;

/// <summary>Reads what a model consists of, and refuses what must not be written. Touches nothing.</summary>
internal static class PackagePlanner
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
    public static PlannedPackage Plan(PackageItem package)
    {
        ModelManifest manifest = ReadManifest(package, out string manifestSha256, out long manifestSize);
        CheckManifest(package, manifest);
        List<PlannedFile> files = package.IsProject ? FileMap.Read(package) : [];
        if (!package.IsProject)
        {
            foreach (ModelFile file in manifest.Files.Where(file => file.Materialize))
            {
                files.Add(new PlannedFile(file.Path, Path.GetFullPath(Path.Combine(package.FilesRoot, file.Path)), file.Sha256, file.Size));
            }
        }

        CheckPaths(package, files.Select(file => file.Path));
        files.Add(new PlannedFile(ModelManifest.FileName, package.Manifest, manifestSha256, manifestSize));
        return new PlannedPackage(package, files);
    }

    /// <summary>Whether a text is a SHA-256 as manifests write it: 64 lower case hexadecimal digits.</summary>
    public static bool IsSha256(string? text) => text is { Length: 64 } && text.All(char.IsAsciiHexDigitLower);

    private static ModelManifest ReadManifest(PackageItem package, out string sha256, out long size)
    {
        try
        {
            byte[] bytes = File.ReadAllBytes(package.Manifest);
            sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));
            size = bytes.Length;
            using MemoryStream stream = new(bytes);
            return SchemaVersion(bytes) is { } version and > ModelManifest.CurrentSchemaVersion
                ? throw Problem(RuntimeDiagnosticCodes.ManifestTooNew, $"The manifest of model '{package.Name}' has schema version {version}, and this version of ModelPack.Runtime reads up to {ModelManifest.CurrentSchemaVersion}. Update ModelPack.Runtime.", package.Manifest)
                : ModelManifest.Load(stream, package.Manifest);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException or NotSupportedException)
        {
            throw Problem(RuntimeDiagnosticCodes.ManifestUnreadable, $"The manifest of model '{package.Name}' cannot be read: {exception.Message} {Cure(package)}", package.Manifest, exception);
        }
    }

    private static int? SchemaVersion(byte[] bytes)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("schemaVersion", out JsonElement value)
                && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int version) ? version : null;
        }
        catch (JsonException)
        {
            // The reader of manifests says what is wrong with it.
            return null;
        }
    }

    private static void CheckManifest(PackageItem package, ModelManifest manifest)
    {
        if (manifest.Files is null || manifest.Files.Exists(file => file is null || !IsSha256(file.Sha256) || file.Size < 0))
        {
            throw Problem(RuntimeDiagnosticCodes.ManifestUnreadable, $"The manifest of model '{package.Name}' cannot be read: it lists a file without a SHA-256 or a size. {Cure(package)}", package.Manifest);
        }

        CheckPaths(package, manifest.Files.Select(file => file.Path));
        string digest = ModelDigest.Compute(manifest.Files);
        if (digest != manifest.Digest || (package.Digest.Length > 0 && digest != package.Digest))
        {
            throw Problem(RuntimeDiagnosticCodes.ManifestDamaged, $"The manifest of model '{package.Name}' does not have the digest that the package declares. {Cure(package)}", package.Manifest);
        }
    }

    private static void CheckPaths(PackageItem package, IEnumerable<string> paths)
    {
        List<string> list = [.. paths];
        foreach (string path in list)
        {
            if (ModelPathRules.Explain(path) is { } reason)
            {
                throw Problem(RuntimeDiagnosticCodes.PathRefused, $"The manifest of model '{package.Name}' lists '{Printable(path)}', a path that {reason}. Do not use this package; tell its author.", package.Manifest);
            }
        }

        if (ModelPathRules.FindClash(list) is { } clash)
        {
            throw Problem(RuntimeDiagnosticCodes.PathsClash, $"The manifest of model '{package.Name}' lists '{clash.First}' and '{clash.Second}', which cannot lie in one folder on every system. Ask its author for a version with distinct names.", package.Manifest);
        }
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

    private static string Printable(string? path) =>
        path is null ? "" : string.Concat(path.Select(character => char.IsControl(character) ? string.Create(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}") : character.ToString()));

    private static RuntimeProblemException Problem(string code, string message, string? file = null, Exception? inner = null) => new(new RuntimeProblem(code, message, file), inner);
}
