using System.Security.Cryptography;
using System.Text.Json;

using ModelPack.Runtime.Tasks.Diagnostics;

namespace ModelPack.Runtime.Tasks.Packages;

/// <summary>The manifest of a referenced model, read and checked: after this, everything in it that names a file or folder may be used.</summary>
/// <param name="Manifest">The manifest.</param>
/// <param name="Sha256">The SHA-256 of its bytes.</param>
/// <param name="Size">Its size in bytes.</param>
internal sealed record PackageManifest(ModelManifest Manifest, string Sha256, long Size)
{
    /// <summary>Reads and checks the manifest of a model.</summary>
    /// <exception cref="RuntimeProblemException">It is missing, damaged, of a newer format, or states what must not be used.</exception>
    public static PackageManifest Read(PackageItem package)
    {
        PackageManifest read;
        try
        {
            byte[] bytes = File.ReadAllBytes(package.Manifest);
            string sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
            if (package.ManifestSha256.Length > 0 && package.ManifestSha256 != sha256)
            {
                throw NotAsDeclared(package);
            }

            if (SchemaVersion(bytes) is { } version and > ModelManifest.CurrentSchemaVersion)
            {
                throw Problem(package, RuntimeDiagnosticCodes.ManifestTooNew, $"has schema version {version}, and this version of ModelPack.Runtime reads up to {ModelManifest.CurrentSchemaVersion}. Update ModelPack.Runtime.");
            }

            using MemoryStream stream = new(bytes);
            read = new PackageManifest(ModelManifest.Load(stream, package.Manifest), sha256, bytes.Length);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException or NotSupportedException)
        {
            throw Problem(package, RuntimeDiagnosticCodes.ManifestUnreadable, $"cannot be read: {exception.Message} {PackagePlanner.Cure(package)}", exception);
        }

        Check(package, read.Manifest);
        return read;
    }

    /// <summary>Refuses paths that may leave the model's folder, and two that cannot lie in one folder.</summary>
    /// <exception cref="RuntimeProblemException">A path is refused.</exception>
    public static void CheckPaths(PackageItem package, IReadOnlyCollection<string> paths)
    {
        foreach (string path in paths)
        {
            if (ModelPathRules.Explain(path) is { } reason)
            {
                throw Problem(package, RuntimeDiagnosticCodes.PathRefused, $"lists '{ModelPathRules.Printable(path)}', a path that {reason}. Do not use this package; tell its author.");
            }
        }

        if (ModelPathRules.FindClash(paths) is { } clash)
        {
            throw Problem(package, RuntimeDiagnosticCodes.PathsClash, $"lists '{clash.First}' and '{clash.Second}', which cannot lie in one folder on every system. Ask its author for a version with distinct names.");
        }
    }

    private static void Check(PackageItem package, ModelManifest manifest)
    {
        if (manifest.Files is null || manifest.Files.Exists(file => file is null || !ModelLayoutRules.IsSha256(file.Sha256) || file.Size < 0))
        {
            throw Problem(package, RuntimeDiagnosticCodes.ManifestUnreadable, $"cannot be read: it lists a file without a SHA-256 or a size. {PackagePlanner.Cure(package)}");
        }

        CheckPaths(package, [.. manifest.Files.Select(file => file.Path)]);
        string digest = ModelDigest.Compute(manifest.Files);
        if (digest != manifest.Digest || (package.Digest.Length > 0 && digest != package.Digest))
        {
            throw NotAsDeclared(package);
        }

        if (ModelLayoutRules.FindUnknown(manifest) is { } layout)
        {
            throw Problem(package, RuntimeDiagnosticCodes.ManifestTooNew, $"has files of the layout '{ModelPathRules.Printable(layout)}', which this version of ModelPack.Runtime does not know. Update ModelPack.Runtime.");
        }

        if (ModelLayoutRules.Explain(manifest) is { } reason)
        {
            throw Problem(package, RuntimeDiagnosticCodes.LayoutRefused, $"{reason}. Do not use this package; tell its author.");
        }

        // The shards of a graph lie beside it, and so must not meet a file of the author's, materialized or not.
        CheckPaths(package, [.. manifest.Files.Select(file => file.Path), .. ModelFolder.Files(manifest).Where(file => file.IsShard).Select(file => file.Path)]);
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

    private static RuntimeProblemException NotAsDeclared(PackageItem package) =>
        Problem(package, RuntimeDiagnosticCodes.ManifestDamaged, $"does not have the digest that the package declares. {PackagePlanner.Cure(package)}");

    private static RuntimeProblemException Problem(PackageItem package, string code, string rest, Exception? inner = null) =>
        new(new RuntimeProblem(code, $"The manifest of model '{package.Name}' {rest}", package.Manifest), inner);
}
