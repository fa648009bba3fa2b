using System.Xml;
using ModelPack.Core.Packages;
using ModelPack.Core.Records;
using NuGet.Packaging;
using NuGet.Packaging.Core;
using NuGet.Versioning;

namespace ModelPack.Tool.Targets;

/// <summary>A package and its manifest are of one model.</summary>
internal static class PackageIdentityCheck
{
    private const long LargestNuspec = 16L << 20;

    /// <summary>Compares the nuspec with the manifest. An alias has an id that begins with its model's, and versions of its own.</summary>
    /// <param name="content">The package.</param>
    /// <param name="manifest">Its manifest.</param>
    /// <returns>The package, as its nuspec names it.</returns>
    /// <exception cref="Core.Diagnostics.ModelPackException">They are of two models, or there is no nuspec that can be read (MP4021).</exception>
    public static PackageIdentity Check(IPackageContent content, ModelManifest manifest)
    {
        string model = $"{manifest.Id} {manifest.Version}";
        if (Nuspec(content) is not { } path)
        {
            throw ToolProblems.OtherModel(content.Name, "of nothing (it has no nuspec)", model);
        }

        PackageIdentity package;
        try
        {
            package = Read(content, path).GetIdentity();
        }
        catch (Exception exception) when (IsBadNuspec(exception))
        {
            throw ToolProblems.OtherModel(content.Name, $"of a nuspec that cannot be read ({exception.Message.TrimEnd('.')})", model);
        }

        bool same = content.Contains(AliasHistory.Entry)
            ? package.Id.StartsWith($"{manifest.Id}.", StringComparison.OrdinalIgnoreCase)
            : package.Id.Equals(manifest.Id, StringComparison.OrdinalIgnoreCase) && NuGetVersion.TryParse(manifest.Version, out NuGetVersion? version) && version == package.Version;
        if (!same)
        {
            throw ToolProblems.OtherModel(content.Name, $"{package.Id} {package.Version}", model);
        }

        return package;
    }

    /// <summary>The id in the nuspec of a package; <see langword="null"/> where there is none that can be read.</summary>
    /// <param name="content">The package.</param>
    public static string? NuspecId(IPackageContent content)
    {
        try
        {
            return Nuspec(content) is { } path ? Read(content, path).GetId() : null;
        }
        catch (Exception exception) when (IsBadNuspec(exception))
        {
            return null;
        }
    }

    private static string? Nuspec(IPackageContent content) =>
        content.Entries.FirstOrDefault(entry => entry.EndsWith(".nuspec", StringComparison.OrdinalIgnoreCase) && !entry.Contains('/', StringComparison.Ordinal));

    private static NuspecReader Read(IPackageContent content, string path)
    {
        using MemoryStream nuspec = new(PackageManifests.ReadBytes(content, path, LargestNuspec));
        return new NuspecReader(nuspec);
    }

    private static bool IsBadNuspec(Exception exception) => exception is XmlException or PackagingException or ArgumentException or FormatException;
}
