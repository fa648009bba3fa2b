namespace ModelPack.Core.Packages;

/// <summary>The files of an archive that make it a package, or that NuGet writes beside an extracted one.</summary>
internal static class PackageParts
{
    /// <summary>The signature that NuGet puts into a signed package.</summary>
    public const string Signature = ".signature.p7s";

    /// <summary>Whether a path is none of the package's own files.</summary>
    public static bool IsPackaging(string path) =>
        path.EndsWith('/') || path == "[Content_Types].xml" || path.StartsWith("_rels/", StringComparison.Ordinal) || path.StartsWith("package/services/metadata/", StringComparison.Ordinal);

    /// <summary>Whether a path is not one of a file below the package's folder.</summary>
    public static bool LeadsOut(string path) => path.StartsWith('/') || path.Contains('\\', StringComparison.Ordinal) || path.Contains(':', StringComparison.Ordinal) || path.Split('/').Contains("..");

    /// <summary>Whether a file lies beside an extracted package's own.</summary>
    public static bool IsInstallation(string path) =>
        !path.Contains('/', StringComparison.Ordinal)
        && (path == ".nupkg.metadata" || path.EndsWith(".nupkg", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".nupkg.sha512", StringComparison.OrdinalIgnoreCase));
}
