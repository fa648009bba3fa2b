using NuGet.Versioning;

namespace ModelPack.Feeds.Pushing;

/// <summary>How packages lie in a folder feed, told as <c>dotnet nuget push</c> tells it.</summary>
internal static class FolderLayout
{
    /// <summary>Whether a folder is hierarchical: <c>&lt;id&gt;/&lt;version&gt;/&lt;id&gt;.nuspec</c> is somewhere, and no package before it. An empty folder is filled flat.</summary>
    public static bool IsHierarchical(string root)
    {
        if (Directory.EnumerateFiles(root, "*.nupkg").Any())
        {
            return false;
        }

        foreach (string folder in Directory.EnumerateDirectories(root).Order(StringComparer.Ordinal))
        {
            if (Directory.EnumerateFiles(folder, "*.nupkg").Any() || Directory.EnumerateFiles(folder, "*.nuspec").Any())
            {
                return false;
            }

            string nuspec = Path.GetFileName(folder) + ".nuspec";
            if (Directory.EnumerateDirectories(folder).Any(version => File.Exists(Path.Combine(version, nuspec))))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The file of a version in a flat folder, however it writes id and version; <see langword="null"/> where there is none.</summary>
    public static string? FindFlat(string root, string id, NuGetVersion version) => Directory
        .EnumerateFiles(root, $"{id}.*.nupkg", new EnumerationOptions { MatchCasing = MatchCasing.CaseInsensitive, AttributesToSkip = FileAttributes.None })
        .FirstOrDefault(file => NuGetVersion.TryParse(Path.GetFileNameWithoutExtension(file)[(id.Length + 1)..], out NuGetVersion? found) && VersionComparer.VersionRelease.Equals(found, version));
}
