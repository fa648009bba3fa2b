using ModelPack.Core.Diagnostics;

namespace ModelPack.Feeds.Collecting;

/// <summary>Deletes packages of folder feeds.</summary>
internal static class FolderDeletion
{
    /// <summary>Deletes a package: the package first, so that none is there by half; then what lies beside it in a folder of its own.</summary>
    /// <returns>Why it could not be deleted, or <see langword="null"/>.</returns>
    public static Problem? Delete(string package)
    {
        try
        {
            File.Delete(package);
            DirectoryInfo version = new(Path.GetDirectoryName(package)!);
            bool isOwn = version.Parent is { } parent && Path.GetFileName(package).Equals($"{parent.Name}.{version.Name}.nupkg", StringComparison.OrdinalIgnoreCase);
            if (isOwn)
            {
                version.Delete(recursive: true);
                if (!version.Parent!.EnumerateFileSystemInfos().Any())
                {
                    version.Parent.Delete();
                }
            }

            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return CollectProblems.CannotDelete(package, exception);
        }
    }
}
