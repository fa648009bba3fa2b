using System.Security.Cryptography;
using System.Text;
using ModelPack.Core.Content;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Projects;
using ModelPack.Files;

namespace ModelPack.Core.Packing;

/// <summary>
/// The folder where a package is laid out. The name of a note tells the file, its text what the file was made of and that it is untouched since:
/// what is already there is not written again.
/// </summary>
internal sealed class StageFolder
{
    private readonly string _root;
    private readonly string _notes;
    private readonly List<StagedFile> _files = [];
    private readonly HashSet<string> _wanted = new(StringComparer.Ordinal);

    /// <summary>Opens the folder of a project.</summary>
    /// <param name="stateFolder">The folder that the build wrote to.</param>
    public StageFolder(string stateFolder)
    {
        _root = Path.Combine(stateFolder, "package");
        _notes = Path.Combine(stateFolder, "notes");
    }

    /// <summary>What goes into the package.</summary>
    public IReadOnlyList<StagedFile> Files => _files;

    /// <summary>Where the manifest of a project's package is laid out.</summary>
    /// <param name="stateFolder">The folder that the build wrote to.</param>
    public static string ManifestOf(string stateFolder) => new StageFolder(stateFolder).PathOf(PackageLayout.Manifest);

    /// <summary>Where a file of the package is laid out.</summary>
    /// <param name="path">Its path in the package.</param>
    public string PathOf(string path) => Path.Combine(_root, EntryNames.Of(path).Replace('/', Path.DirectorySeparatorChar));

    /// <summary>Takes a file into the package; what is not taken is removed.</summary>
    /// <param name="path">Its path in the package.</param>
    /// <returns>Where to write it.</returns>
    public string Add(string path)
    {
        string entry = EntryNames.Of(path);
        string staged = PathOf(path);
        _files.Add(new StagedFile(staged, entry[..(entry.LastIndexOf('/') + 1)]));
        _wanted.Add(staged);
        return staged;
    }

    /// <summary>Copies one of the author's files unless it is there.</summary>
    /// <param name="path">Its path in the package.</param>
    /// <param name="file">The file.</param>
    /// <param name="cancellationToken">Stops the copying.</param>
    /// <exception cref="ModelPackException">It is no longer what was validated.</exception>
    public void Copy(string path, PackedFile file, CancellationToken cancellationToken) => Make(path, file.Sha256, temporary =>
    {
        if (FileDigest.Copy(file.Source, temporary, cancellationToken) != file.Sha256)
        {
            throw new ModelPackException(new Problem(DiagnosticCodes.ChangedDuringPack, "The file changed while the model was packed. Run 'dotnet pack' again when no other program writes it.", file.Source));
        }

        return file.Sha256;
    });

    /// <summary>Makes a file unless it is there.</summary>
    /// <param name="path">Its path in the package.</param>
    /// <param name="key">All that decides what the file is, without blanks.</param>
    /// <param name="write">Writes it.</param>
    /// <returns>Its SHA-256 and size.</returns>
    public (string Sha256, long Size) Make(string path, string key, Action<Stream> write) => Make(path, key, temporary =>
    {
        using FileStream file = new(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        using DigestStream stream = new(file);
        write(stream);
        return stream.TakeSha256();
    });

    /// <summary>Removes what the former package had and this one has not. First, for what was a file may be a folder now, and the other way round.</summary>
    /// <returns>Whether a file was removed.</returns>
    public bool RemoveStale()
    {
        Directory.CreateDirectory(_root);
        bool removed = false;
        foreach (string file in Directory.EnumerateFiles(_root, "*", SearchOption.AllDirectories).Where(file => !_wanted.Contains(file)))
        {
            File.Delete(file);
            removed = true;
        }

        foreach (string folder in Directory.GetDirectories(_root, "*", SearchOption.AllDirectories).OrderByDescending(folder => folder.Length).Where(folder => !Directory.EnumerateFileSystemEntries(folder).Any()))
        {
            Directory.Delete(folder);
        }

        HashSet<string> notes = [.. _wanted.Select(NoteOf)];
        foreach (string note in Directory.Exists(_notes) ? Directory.EnumerateFiles(_notes).Where(note => !notes.Contains(note)) : [])
        {
            File.Delete(note);
        }

        return removed;
    }

    private (string Sha256, long Size) Make(string path, string key, Func<string, string> write)
    {
        string staged = PathOf(path);
        string note = NoteOf(staged);
        FileStamp stamp = FileStamp.Read(staged, follow: false);
        if (File.Exists(note) && stamp.IsFile && File.ReadAllText(note).Split(' ') is [var madeOf, var digest, var state] && madeOf == key && state == stamp.ToText(withChanged: true) && state != FileStamp.Unknown)
        {
            return (digest, stamp.Size);
        }

        Directory.CreateDirectory(Path.GetDirectoryName(staged)!);
        Directory.CreateDirectory(_notes);
        File.Delete(note);
        string temporary = Path.Combine(Path.GetDirectoryName(staged)!, $"{Guid.NewGuid():N}.tmp");
        string sha256;
        try
        {
            sha256 = write(temporary);
            File.Move(temporary, staged, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }

        FileStamp made = FileStamp.Read(staged, follow: false);
        File.WriteAllText(note, $"{key} {sha256} {made.ToText(withChanged: true)}");
        return (sha256, made.Size);
    }

    /// <summary>A name beside the file's own could be too long.</summary>
    private string NoteOf(string staged) => Path.Combine(_notes, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetRelativePath(_root, staged)))));
}
