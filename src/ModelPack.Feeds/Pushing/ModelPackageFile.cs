using ModelPack.Core.Packages;
using ModelPack.Core.Packing;

namespace ModelPack.Feeds.Pushing;

/// <summary>A package file, with its manifest where it is of a model.</summary>
internal sealed record ModelPackageFile(LocalPackage Package, ModelManifest? Manifest)
{
    /// <summary>The payloads that it needs.</summary>
    public IReadOnlyList<ModelPayload> Payloads => Manifest?.Payloads ?? [];

    /// <summary>The model packages that it consists of.</summary>
    public IReadOnlyList<ModelPart> Parts => Manifest?.Parts ?? [];

    /// <summary>Reads a package file.</summary>
    /// <exception cref="Core.Diagnostics.ModelPackException">It is no sound package (MP5026), or its manifest is not (MP4021).</exception>
    public static ModelPackageFile Read(string path)
    {
        LocalPackage package = LocalPackage.Read(path);
        using NupkgContent content = new(path);
        return new ModelPackageFile(package, content.Contains(PackageLayout.Manifest) ? PackageManifests.Read(content) : null);
    }
}
