namespace ModelPack.Core.Packages;

/// <summary>Tells a package's own files from those that make the archive a package, or that NuGet writes beside an extracted one.</summary>
public static class PackageParts
{
    /// <summary>The signature that NuGet puts into a signed package.</summary>
    public const string Signature = ".signature.p7s";

    /// <summary>The name that an entry is unpacked under: unescaped, as NuGet does it, and with <c>/</c> between folders, as a backslash separates them on Windows.</summary>
    /// <param name="entry">The entry as the archive has it.</param>
    public static string Name(string entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return Uri.UnescapeDataString(entry).Replace('\\', '/');
    }

    /// <summary>Whether a name is a folder, or a part of the Open Packaging Conventions, whose names are compared without case. NuGet unpacks none of them.</summary>
    /// <param name="name">What <see cref="Name"/> gives.</param>
    public static bool IsPackaging(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.EndsWith('/')
            || name.Equals("[Content_Types].xml", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("_rels/", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("package/services/metadata/", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether a name is of the package's own content: of what feeds leave as it is. They may put a signature in, or replace it.</summary>
    /// <param name="name">What <see cref="Name"/> gives.</param>
    public static bool IsContent(string name) => !IsPackaging(name) && !name.Equals(Signature, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a name is not one of a file below the package's folder.</summary>
    /// <param name="name">What <see cref="Name"/> gives.</param>
    public static bool LeadsOut(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Length == 0 || name[0] == '/' || name.AsSpan().IndexOfAny(':', '\0') >= 0 || name.Split('/').Contains("..");
    }

    /// <summary>Whether a file lies beside an extracted package's own.</summary>
    /// <param name="path">The path in the package's folder.</param>
    public static bool IsInstallation(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return !path.Contains('/', StringComparison.Ordinal)
            && (path == ".nupkg.metadata" || path.EndsWith(".nupkg", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".nupkg.sha512", StringComparison.OrdinalIgnoreCase));
    }
}
