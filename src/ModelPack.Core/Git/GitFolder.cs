using ModelPack.Core.Lineage.Privacy;

namespace ModelPack.Core.Git;

/// <summary>The folder <c>.git</c> of a checkout. Source: gitrepository-layout(5).</summary>
/// <param name="WorkTree">The top folder of the checkout.</param>
/// <param name="Folder">Where HEAD is.</param>
/// <param name="CommonFolder">Where refs and the configuration are; differs in a linked work tree.</param>
internal sealed record GitFolder(string WorkTree, string Folder, string CommonFolder)
{
    /// <summary>Looks upward from a folder, as git does.</summary>
    public static GitFolder? Find(string folder)
    {
        for (DirectoryInfo? current = new(folder); current is not null; current = current.Parent)
        {
            string path = Path.Combine(current.FullName, ".git");
            if (Directory.Exists(path))
            {
                return File.Exists(Path.Combine(path, "HEAD")) ? new GitFolder(current.FullName, path, path) : null;
            }

            // A linked work tree or submodule has a file that names the folder.
            if (Line(path) is { } line && line.StartsWith("gitdir: ", StringComparison.Ordinal))
            {
                string linked = Path.GetFullPath(line["gitdir: ".Length..].Trim(), current.FullName);
                string? common = Line(Path.Combine(linked, "commondir"));
                return new GitFolder(current.FullName, linked, common is null ? linked : Path.GetFullPath(common.Trim(), linked));
            }
        }

        return null;
    }

    /// <summary>What can be told without git: no commit time, no tag objects, not whether it is dirty.</summary>
    public GitFacts Read()
    {
        string? head = Line(Path.Combine(Folder, "HEAD"))?.Trim();
        string? reference = head is not null && head.StartsWith("ref: ", StringComparison.Ordinal) ? head["ref: ".Length..] : null;
        string? commit = reference is null ? head : Resolve(reference);
        string? branch = reference is not null && reference.StartsWith("refs/heads/", StringComparison.Ordinal) ? reference["refs/heads/".Length..] : null;
        return new GitFacts(Remote(), commit, null, branch, commit is null ? null : Tag(commit), null) { RemoteHeldSecret = RemoteHoldsSecret() };
    }

    /// <summary>The URL of <c>origin</c>, else of the only remote, without credentials.</summary>
    public string? Remote() => RemoteUrl() is { } url ? Secrets.Without(url) : null;

    /// <summary>Whether that URL holds credentials that somebody should know of.</summary>
    public bool RemoteHoldsSecret() => RemoteUrl() is { } url && RemoteAddress.HoldsSecret(url);

    private string? RemoteUrl()
    {
        string? remote = null;
        Dictionary<string, string> urls = new(StringComparer.Ordinal);
        foreach (string line in Lines(Path.Combine(CommonFolder, "config")).Select(line => line.Trim()))
        {
            if (line.StartsWith('['))
            {
                remote = line.StartsWith("[remote \"", StringComparison.Ordinal) && line.EndsWith("\"]", StringComparison.Ordinal) ? line["[remote \"".Length..^2] : null;
            }
            else if (remote is not null && line.Split('=', 2) is [string key, string value] && key.Trim() == "url")
            {
                urls.TryAdd(remote, value.Trim().Trim('"'));
            }
        }

        return urls.TryGetValue("origin", out string? origin) ? origin : urls.Count == 1 ? urls.Values.Single() : null;
    }

    private string? Resolve(string reference) =>
        Line(Path.Combine(Folder, reference))?.Trim()
        ?? Line(Path.Combine(CommonFolder, reference))?.Trim()
        ?? Lines(Path.Combine(CommonFolder, "packed-refs")).FirstOrDefault(line => line.EndsWith(" " + reference, StringComparison.Ordinal))?.Split(' ')[0];

    private string? Tag(string commit)
    {
        List<string> tags = [];
        string? last = null;
        foreach (string line in Lines(Path.Combine(CommonFolder, "packed-refs")))
        {
            // An annotated tag's line is followed by '^' and the commit that it names.
            string[] words = line.Split(' ');
            if (words is [string hash, string name] && name.StartsWith("refs/tags/", StringComparison.Ordinal))
            {
                last = name["refs/tags/".Length..];
                if (hash == commit)
                {
                    tags.Add(last);
                }
            }
            else if (line.Length > 1 && line[0] == '^' && line[1..] == commit && last is not null)
            {
                tags.Add(last);
            }
        }

        string loose = Path.Combine(CommonFolder, "refs", "tags");
        if (Directory.Exists(loose))
        {
            tags.AddRange(Directory.EnumerateFiles(loose, "*", SearchOption.AllDirectories)
                .Where(file => Line(file)?.Trim() == commit)
                .Select(file => Path.GetRelativePath(loose, file).Replace('\\', '/')));
        }

        return tags.Order(StringComparer.Ordinal).LastOrDefault();
    }

    private static string? Line(string path) => Lines(path).FirstOrDefault();

    private static string[] Lines(string path) => File.Exists(path) ? File.ReadAllLines(path) : [];
}
