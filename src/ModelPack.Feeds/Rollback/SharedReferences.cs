using ModelPack.Core.Diagnostics;

namespace ModelPack.Feeds.Rollback;

/// <summary>Finds the projects that take the version of a package from the same place as another: from <c>Directory.Packages.props</c>, say.</summary>
internal static class SharedReferences
{
    private const int MaximumProjects = 1000;

    private static readonly string[] NotLookedInto = ["bin", "obj", "node_modules"];

    /// <summary>Finds them below the folder of the file.</summary>
    /// <param name="project">The project that is known.</param>
    /// <param name="place">Where its version stands.</param>
    /// <param name="id">The package id.</param>
    /// <returns>Full paths, in order; none where the version stands in the project itself.</returns>
    public static IReadOnlyList<string> Find(string project, ReferencePlace place, string id)
    {
        string file = place.File.Text.Path;
        return file == project ? [] : [.. Projects(Path.GetDirectoryName(file)!).Where(other => other != project).Take(MaximumProjects).Where(other => IsAt(other, place, id)).Order(StringComparer.Ordinal)];
    }

    private static bool IsAt(string project, ReferencePlace place, string id)
    {
        try
        {
            ReferencePlace other = ReferenceFinder.Find(project, id);
            return other.File.Text.Path == place.File.Text.Path && other.Value.Start == place.Value.Start;
        }
        catch (ModelPackException)
        {
            // It has no reference to the package, or one whose version stands elsewhere.
            return false;
        }
    }

    private static IEnumerable<string> Projects(string folder)
    {
        Stack<string> waiting = new([folder]);
        EnumerationOptions options = new() { IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Hidden };
        while (waiting.TryPop(out string? current))
        {
            foreach (string project in Directory.EnumerateFiles(current, "*.*proj", options))
            {
                yield return project;
            }

            foreach (string below in Directory.EnumerateDirectories(current, "*", options).Where(below => !NotLookedInto.Contains(Path.GetFileName(below), StringComparer.OrdinalIgnoreCase)))
            {
                waiting.Push(below);
            }
        }
    }
}
