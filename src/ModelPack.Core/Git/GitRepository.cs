using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace ModelPack.Core.Git;

/// <summary>Reads a checkout through the <c>git</c> command, else, without one, what the files under <c>.git</c> tell.</summary>
public static class GitRepository
{
    /// <summary>The facts of the checkout that a folder lies in; <see langword="null"/> where it lies in none.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="packedFiles">Full paths of the packed files: an untracked one makes the checkout dirty.</param>
    public static GitFacts? Read(string folder, IReadOnlyCollection<string> packedFiles)
    {
        if (GitFolder.Find(folder) is not { } git)
        {
            return null;
        }

        if (Run(folder, "log", "-1", "--no-show-signature", "--format=%H %ct") is not { } head)
        {
            return git.Read();
        }

        string[] words = head.Trim().Split(' ');
        string? branch = Run(folder, "symbolic-ref", "--quiet", "--short", "HEAD")?.Trim();
        string? tag = Run(folder, "tag", "--points-at", "HEAD", "--sort=-version:refname")?.Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line.Length > 0);
        List<string>? dirty = DirtyFiles(folder, git.WorkTree, packedFiles);
        return new GitFacts(
            git.Remote(),
            words[0],
            DateTimeOffset.FromUnixTimeSeconds(long.Parse(words[1], CultureInfo.InvariantCulture)),
            string.IsNullOrEmpty(branch) ? null : branch,
            tag,
            dirty is null ? null : dirty.Count > 0)
        {
            RemoteHeldSecret = git.RemoteHoldsSecret(),
            DirtyFiles = [.. (dirty ?? []).Order(StringComparer.Ordinal).Take(GitFacts.MaximumDirtyFiles)],
            Registrations = GtoTags.At(words[0], Run(folder, "for-each-ref", "refs/tags", "--format=" + GtoTags.Format) ?? ""),
        };
    }

    /// <summary>The commit of the checkout that a file lies in, and whether the file is another than there; both <see langword="null"/> where that cannot be told.</summary>
    /// <param name="file">The full path of the file.</param>
    public static (string? Commit, bool? Changed) ReadFile(string file)
    {
        string folder = Path.GetDirectoryName(file)!;
        return GitFolder.Find(folder) is not { } git ? (null, null)
            : Run(folder, "rev-parse", "--verify", "--quiet", "HEAD") is not { } head ? (git.Read()?.Commit, null)
            // One that git does not know, or is told to ignore, is in no commit.
            : (head.Trim(), Run(folder, "status", "--porcelain", "-z", "--no-renames", "--untracked-files=all", "--ignored", "--", $":(literal){file}") is { } state ? state.Length > 0 : null);
    }

    /// <summary>Full paths of tracked files, whose change makes a checkout dirty; none where git does not tell.</summary>
    /// <param name="folder">A folder of the checkout.</param>
    /// <param name="most">How many at most.</param>
    public static IReadOnlyList<string> TrackedFiles(string folder, int most) => GitFolder.Find(folder) is { } git && Run(git.WorkTree, "ls-files", "-z") is { } files
        ? [.. files.Split('\0', StringSplitOptions.RemoveEmptyEntries).Take(most).Select(file => Path.Combine(git.WorkTree, file))]
        : [];

    /// <summary>git's <c>user.name</c> as it applies to a folder, in a checkout or not; <see langword="null"/> where there is no git, or no name.</summary>
    /// <param name="folder">The folder.</param>
    public static string? UserName(string folder) => Run(folder, "config", "user.name")?.Trim() is { Length: > 0 } name ? name : null;

    /// <summary>The changed tracked files, and the packed ones that are neither tracked nor ignored; <see langword="null"/> where git does not tell.</summary>
    private static List<string>? DirtyFiles(string folder, string workTree, IReadOnlyCollection<string> packedFiles)
    {
        if (Run(folder, "status", "--porcelain", "-z", "--no-renames", "--untracked-files=no") is not { } changes)
        {
            return null;
        }

        // Two letters and a blank before each path.
        List<string> dirty = [.. changes.Split('\0', StringSplitOptions.RemoveEmptyEntries).Where(entry => entry.Length > 3).Select(entry => entry[3..])];

        // '--full-name' gives paths from the top; only the folders that hold packed files are looked at.
        HashSet<string> packed = new(packedFiles.Select(file => Path.GetRelativePath(workTree, file).Replace('\\', '/')), StringComparer.Ordinal);
        if (packed.Count > 0)
        {
            if (Run(folder, "ls-files", "--others", "--exclude-standard", "--full-name", "-z", "--", ".") is not { } untracked)
            {
                return dirty.Count > 0 ? dirty : null;
            }

            dirty.AddRange(untracked.Split('\0').Where(packed.Contains));
        }

        return dirty;
    }

    /// <summary>The output of a git command; <see langword="null"/> where there is no git, or it refuses.</summary>
    private static string? Run(string folder, params string[] arguments)
    {
        ProcessStartInfo start = new("git")
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            UseShellExecute = false,
        };

        // A look must not take locks, ask for anything, or be led astray by a hook's environment.
        start.Environment["GIT_OPTIONAL_LOCKS"] = "0";
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        foreach (string argument in (string[])["--no-pager", "-c", "core.quotePath=false", "-c", "core.fsmonitor=false", .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            using Process process = Process.Start(start)!;
            process.ErrorDataReceived += static (_, _) => { };
            process.BeginErrorReadLine();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? output : null;
        }
        catch (Win32Exception)
        {
            return null; // No git on this machine: the files tell most of it.
        }
    }
}
