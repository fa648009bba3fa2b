using ModelPack.Core.Lineage.Data;

namespace ModelPack.Core.Lineage.Dvc;

/// <summary>A DVC repository: its top folder, and where its data is kept.</summary>
/// <param name="Root">The folder that holds <c>.dvc</c>; where there is none, that of the source.</param>
/// <param name="Remotes">The address by remote.</param>
/// <param name="DefaultRemote">The remote that is used where none is named.</param>
/// <param name="Cache">The folder of the cache.</param>
internal sealed record DvcRepository(string Root, IReadOnlyDictionary<string, string> Remotes, string? DefaultRemote, string Cache)
{
    /// <summary>Finds the repository of a source, and lets the source be read up to its top.</summary>
    public static DvcRepository Of(LineageSource source)
    {
        string root = source.Folder;
        for (DirectoryInfo? folder = new(source.Folder); folder is not null; folder = folder.Parent)
        {
            if (Directory.Exists(Path.Combine(folder.FullName, ".dvc")))
            {
                root = folder.FullName;
                break;
            }
        }

        source.Files = new LineageFiles(root);
        string config = Path.Combine(root, ".dvc", "config");
        Dictionary<string, string> remotes = new(StringComparer.Ordinal);
        string? standard = null;
        string cache = Path.Combine(root, ".dvc", "cache");

        // Only what all may see: secrets belong into config.local, which is never read, and no other keys are taken.
        foreach ((string section, string key, string value) in source.Files.Exists(config) ? Settings(source, config) : [])
        {
            if (section == "core" && key == "remote")
            {
                standard = value;
            }
            else if (section == "cache" && key == "dir" && LineageSource.FullPath(value, Path.Combine(root, ".dvc")) is { } own)
            {
                cache = own;
            }
            else if (section.StartsWith("remote \"", StringComparison.Ordinal) && key == "url")
            {
                remotes[section["remote \"".Length..].TrimEnd('"')] = value;
            }
        }

        return new DvcRepository(root, remotes, standard, cache);
    }

    /// <summary>The path of something in the repository, from its top, with forward slashes.</summary>
    /// <param name="path">The path as DVC gives it.</param>
    /// <param name="folder">The folder that it is relative to.</param>
    public string Name(string path, string folder)
    {
        if (LineageSource.FullPath(path, folder) is not { } full)
        {
            return path;
        }

        string relative = Path.GetRelativePath(Root, full).Replace('\\', '/');
        return relative.StartsWith("../", StringComparison.Ordinal) ? path.Replace('\\', '/') : relative;
    }

    /// <summary>Where the bytes of an output are kept; <see langword="null"/> where no remote is known.</summary>
    public string? Address(DataNode output, string name)
    {
        string? remote = output.String("remote") ?? DefaultRemote ?? (Remotes.Count == 1 ? Remotes.Keys.First() : null);
        if (remote is null || !Remotes.TryGetValue(remote, out string? url))
        {
            return null;
        }

        if (output["cloud"] is not null || output["files"] is not null)
        {
            return $"{url.TrimEnd('/')}/{name}";
        }

        return output.String("md5") is { Length: > 2 } md5 ? $"{url.TrimEnd('/')}/{(output.String("hash") == "md5" ? "files/md5/" : "")}{md5[..2]}/{md5[2..]}" : url;
    }

    /// <summary>INI as git writes it, but with quotes around whole section names: <c>['remote "x"']</c>.</summary>
    private static List<(string Section, string Key, string Value)> Settings(LineageSource source, string path)
    {
        List<(string, string, string)> settings = [];
        string section = "";
        source.Files.Lines(path, "DVC's configuration", (line, _) =>
        {
            line = line.Trim();
            if (line.StartsWith('[') && line.EndsWith(']'))
            {
                section = line[1..^1].Trim().Trim('\'');
            }
            else if (line.Length > 0 && line[0] is not ('#' or ';') && line.Split('=', 2) is [var key, var value])
            {
                settings.Add((section, key.Trim(), value.Trim().Trim('\'', '"')));
            }
        });
        return settings;
    }
}
