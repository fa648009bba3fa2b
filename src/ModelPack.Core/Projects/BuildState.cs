using System.Text;
using System.Text.Json;
using ModelPack.Core.Content;
using ModelPack.Core.Diagnostics;
using ModelPack.Files;

namespace ModelPack.Core.Projects;

/// <summary>What a build leaves in the intermediate folder for the builds and packs that follow.</summary>
/// <param name="Folder">The folder.</param>
public sealed record BuildState(string Folder)
{
    /// <summary>No file on any system has this name.</summary>
    private static readonly string NamesSuffix = $"{Path.DirectorySeparatorChar}*";

    /// <summary>The manifest of the last successful build; the pack adds what the repository says.</summary>
    public string Manifest => Path.Combine(Folder, ModelManifest.FileName);

    /// <summary>The files that services get, for project references: path, full path of the author's file, SHA-256 and size, separated by tabs.</summary>
    public string FileMap => Path.Combine(Folder, "materialize.tsv");

    /// <summary>The files that are packed: the columns of <see cref="FileMap"/>, and how each may be laid out.</summary>
    public string PackageMap => Path.Combine(Folder, "package.tsv");

    /// <summary>The model's digest, alone in a file for the targets.</summary>
    public string Digest => Path.Combine(Folder, "digest.txt");

    /// <summary>What the last successful build saw.</summary>
    public string Record => Path.Combine(Folder, "inputs.tsv");

    /// <summary>Proofs of earlier builds, by what they proved.</summary>
    public string Proofs => Path.Combine(Folder, "validations.json");

    /// <summary>Warnings of the last successful build: a build that has nothing to do repeats them.</summary>
    public string Warnings => Path.Combine(Folder, "warnings.json");

    /// <summary>Whether nothing changed since the last successful build.</summary>
    /// <param name="fingerprint">The project's <see cref="ModelProject.Fingerprint"/>; <see langword="null"/> compares the files only.</param>
    /// <param name="changed">The first path that changed, where one did.</param>
    public bool IsCurrent(string? fingerprint, out string? changed)
    {
        changed = null;
        if (!File.Exists(Record) || !File.Exists(Manifest) || !File.Exists(FileMap) || !File.Exists(PackageMap) || !File.Exists(Digest))
        {
            return false;
        }

        using StreamReader reader = new(Record, Encoding.UTF8);
        string? first = reader.ReadLine();
        if (fingerprint is not null && first != fingerprint)
        {
            return false;
        }

        while (reader.ReadLine() is { } line)
        {
            int tab = line.IndexOf('\t', StringComparison.Ordinal);
            if (tab < 0)
            {
                // What breaks a line here is a path with a line feed.
                return false;
            }

            string path = line[(tab + 1)..];
            string stamp = Stamp(path);
            if (stamp == FileStamp.Unknown || !line.AsSpan(0, tab).SequenceEqual(stamp))
            {
                changed = path;
                return false;
            }
        }

        return true;
    }

    /// <summary>Forgets the last build, and removes what a killed one left: what comes next may fail.</summary>
    public void Invalidate()
    {
        Directory.CreateDirectory(Folder);
        WorkFolders.DeleteAbandoned(Folder);
        File.Delete(Record);
        File.Delete(Warnings);
    }

    /// <summary>Keeps warnings.</summary>
    /// <param name="warnings">The warnings.</param>
    public void KeepWarnings(IReadOnlyList<Problem> warnings)
    {
        if (warnings.Count > 0)
        {
            AtomicFile.Write(Warnings, JsonSerializer.SerializeToUtf8Bytes(warnings, BuildStateJsonContext.Default.IReadOnlyListProblem));
        }
    }

    /// <summary>The warnings that were kept.</summary>
    public IReadOnlyList<Problem> ReadWarnings() =>
        File.Exists(Warnings) ? JsonSerializer.Deserialize(File.ReadAllBytes(Warnings), BuildStateJsonContext.Default.IReadOnlyListProblem) ?? [] : [];

    /// <summary>Keeps what a successful build saw.</summary>
    /// <param name="fingerprint">The project's <see cref="ModelProject.Fingerprint"/>.</param>
    /// <param name="stamps">The stamp of every file and folder that was read, taken before it was read.</param>
    public void Keep(string fingerprint, IReadOnlyDictionary<string, string> stamps)
    {
        StringBuilder text = new();
        text.Append(fingerprint).Append('\n');
        foreach ((string path, string stamp) in stamps.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            text.Append(stamp).Append('\t').Append(path).Append('\n');
        }

        AtomicFile.Write(Record, Encoding.UTF8.GetBytes(text.ToString()));
    }

    /// <summary>What <see cref="Stamp"/> takes for a folder of which only the names directly below count.</summary>
    /// <param name="folder">The full path of the folder.</param>
    public static string NamesOf(string folder) => folder.TrimEnd(Path.DirectorySeparatorChar) + NamesSuffix;

    /// <summary>The stamp of a file; of a folder, those of all files in it.</summary>
    /// <param name="path">The full path, or what <see cref="NamesOf"/> gave.</param>
    public static string Stamp(string path)
    {
        if (path.EndsWith(NamesSuffix, StringComparison.Ordinal))
        {
            return StampNames(path[..^NamesSuffix.Length]);
        }

        if (!Directory.Exists(path))
        {
            FileStamp stamp = FileStamp.Read(path, follow: true);
            return stamp.IsFile ? stamp.ToText(withChanged: true) : "absent";
        }

        StringBuilder text = new();
        foreach (string file in FolderFiles(path))
        {
            text.Append(file).Append('\0').Append(Stamp(file)).Append('\0');
        }

        return "folder:" + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static string StampNames(string folder) => Directory.Exists(folder)
        ? "names:" + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', Directory.EnumerateFileSystemEntries(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)))))
        : "absent";

    /// <summary>All files below a folder, ordered (ordinal).</summary>
    /// <param name="folder">The folder.</param>
    public static IEnumerable<string> FolderFiles(string folder) =>
        Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }).Order(StringComparer.Ordinal);
}
