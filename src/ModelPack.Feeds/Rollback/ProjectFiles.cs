using System.Text.RegularExpressions;
using ModelPack.Feeds.Diagnostics;

namespace ModelPack.Feeds.Rollback;

/// <summary>The files that say which packages a project gets: its own, those named <c>Directory.…</c> that apply to it, and what they import by a plain path.</summary>
internal static partial class ProjectFiles
{
    private const int MaximumFiles = 50;

    // As MSBuild and NuGet look for them.
    private static readonly string[] Around = ["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"];

    /// <summary>The project file that a path names: itself, or the only one in a folder.</summary>
    /// <exception cref="Core.Diagnostics.ModelPackException">There is none, or several (MP5072, MP5073).</exception>
    public static string Find(string path)
    {
        string full = Path.GetFullPath(path);
        if (File.Exists(full))
        {
            return full;
        }

        string[] projects = Directory.Exists(full) ? [.. Directory.EnumerateFiles(full, "*.*proj").Order(StringComparer.Ordinal)] : [];
        return projects.Length switch
        {
            0 => throw FeedProblems.Fail(FeedDiagnosticCodes.ReferenceNotFound, $"'{full}' is no project file, and no folder with one. Name the project that references the alias.", file: full),
            1 => projects[0],
            _ => throw FeedProblems.Fail(FeedDiagnosticCodes.ReferenceAmbiguous, $"'{full}' has several projects: {string.Join(", ", projects.Select(Path.GetFileName))}. Name one of them.", file: full),
        };
    }

    /// <summary>Reads all files, the project first.</summary>
    /// <exception cref="Core.Diagnostics.ModelPackException">One cannot be read (MP5074).</exception>
    public static IReadOnlyList<MarkupFile> Read(string project)
    {
        List<MarkupFile> files = [];
        Queue<string> waiting = new([project, .. Around.Select(name => Above(name, Path.GetDirectoryName(project)!)).OfType<string>()]);
        HashSet<string> seen = new(OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        while (waiting.TryDequeue(out string? path) && files.Count < MaximumFiles)
        {
            if (!seen.Add(path))
            {
                continue;
            }

            MarkupFile file = MarkupFile.Read(path);
            files.Add(file);
            foreach (string import in file.Root.All().Where(element => element.Name == "Import").Select(element => element.Attribute("Project")?.Value).OfType<string>())
            {
                if (Imported(import, Path.GetDirectoryName(path)!) is { } imported)
                {
                    waiting.Enqueue(imported);
                }
            }
        }

        return files;
    }

    private static string? Above(string name, string? folder)
    {
        for (; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (Path.Combine(folder, name) is var file && File.Exists(file))
            {
                return file;
            }
        }

        return null;
    }

    /// <summary>The file that an import names, where that can be told without MSBuild.</summary>
    private static string? Imported(string import, string folder)
    {
        if (PathOfFileAbove().Match(import) is { Success: true } above)
        {
            return Above(above.Groups[1].Value, Path.GetDirectoryName(folder));
        }

        string path = import.Replace("$(MSBuildThisFileDirectory)", folder + Path.DirectorySeparatorChar, StringComparison.OrdinalIgnoreCase).Replace('\\', Path.DirectorySeparatorChar).Replace('/', Path.DirectorySeparatorChar);
        if (path.Contains('$', StringComparison.Ordinal) || path.Contains('*', StringComparison.Ordinal))
        {
            return null;
        }

        string full = Path.GetFullPath(path, folder);
        return File.Exists(full) ? full : null;
    }

    [GeneratedRegex(@"^\$\(\[MSBuild\]::GetPathOfFileAbove\(\s*'?([A-Za-z0-9._\-]+)'?\s*,\s*'?\$\(MSBuildThisFileDirectory\)\.\.[\\/]?'?\s*\)\)\z", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex PathOfFileAbove();
}
