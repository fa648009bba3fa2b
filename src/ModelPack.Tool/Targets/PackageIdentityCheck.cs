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
        if (content.Entries.FirstOrDefault(entry => entry.EndsWith(".nuspec", StringComparison.OrdinalIgnoreCase) && !entry.Contains('/', StringComparison.Ordinal)) is not { } path)
        {
            throw ToolProblems.OtherModel(content.Name, "of nothing (it has no nuspec)", model);
        }

        PackageIdentity package;
        try
        {
            using MemoryStream nuspec = new(PackageManifests.ReadBytes(content, path, LargestNuspec));
            package = new NuspecReader(nuspec).GetIdentity();
        }
        catch (Exception exception) when (exception is XmlException or PackagingException or ArgumentException or FormatException)
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
}
