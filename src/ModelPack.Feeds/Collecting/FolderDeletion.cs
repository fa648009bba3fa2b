using ModelPack.Core.Diagnostics;

namespace ModelPack.Feeds.Collecting;

/// <summary>Deletes packages of folder feeds: their own files, and folders of theirs that are empty then. Whatever else lies there stays.</summary>
internal static class FolderDeletion
{
    /// <summary>Deletes a package: the package first, so that none is there by half.</summary>
    /// <param name="feed">The folder of the feed.</param>
    /// <param name="package">The file of the package.</param>
    /// <returns>Why it could not be deleted, or <see langword="null"/>.</returns>
    public static Problem? Delete(string feed, string package)
    {
        PackagePlace place = PackagePlace.Of(feed, package);
        if (place.Link is { } link)
        {
            return CollectProblems.Linked(package, link);
        }

        try
        {
            foreach (string file in place.Files)
            {
                File.Delete(file);
            }

            foreach (string folder in place.Folders.TakeWhile(folder => !Directory.EnumerateFileSystemEntries(folder).Any()))
            {
                Directory.Delete(folder, recursive: false);
            }

            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return CollectProblems.CannotDelete(package, exception);
        }
    }
}
