using Microsoft.Build.Framework;

namespace ModelPack.Runtime.Tasks.Packages;

/// <summary>Reads <c>ModelPackPackage</c> items.</summary>
internal static class PackageItems
{
    /// <summary>The models; where an item was declared twice (by a package and again by a project that brings it), once.</summary>
    public static List<PackageItem> From(ITaskItem[] items)
    {
        List<PackageItem> packages = new(items.Length);
        foreach (ITaskItem item in items)
        {
            string slot = item.GetMetadata("ModelPackSlot");
            PackageItem package = new(
                item.ItemSpec,
                item.GetMetadata("ModelPackVersion"),
                slot.Length > 0 ? slot : item.ItemSpec,
                item.GetMetadata("ModelPackDigest").Trim(),
                item.GetMetadata("ModelPackManifest"),
                item.GetMetadata("ModelPackFilesRoot"),
                item.GetMetadata("ModelPackFileMap"))
            {
                ManifestSha256 = item.GetMetadata("ModelPackManifestSha256").Trim(),
                AliasOf = item.GetMetadata("ModelPackAliasOf"),
                AliasVersion = item.GetMetadata("ModelPackAliasVersion"),
                Stage = item.GetMetadata("ModelPackStage"),
                Project = item.GetMetadata("ModelPackFileMap").Length > 0 ? item.GetMetadata("MSBuildSourceProjectFile") : "",
            };
            if (!packages.Contains(package))
            {
                packages.Add(package);
            }
        }

        return packages;
    }
}
