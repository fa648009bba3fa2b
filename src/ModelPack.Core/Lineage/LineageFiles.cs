using System.Text;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Lineage.Data;
using ModelPack.Core.Onnx;
using ModelPack.Core.Projects;
using ModelPack.Files;

namespace ModelPack.Core.Lineage;

/// <summary>
/// The files of one source: opens them within limits, keeps to a folder, and remembers what was read or looked for, so that a build notices a
/// change and the manifest can name what a fact rests on.
/// </summary>
internal sealed class LineageFiles
{
    /// <summary>Lock files have up to some 20 MB.</summary>
    public const long MaximumText = 64L << 20;

    /// <summary>What a logger appends to for weeks.</summary>
    public const long MaximumLog = 4L << 30;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly string _root;
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _stamps = new(StringComparer.Ordinal);

    /// <summary>Opens files below a folder.</summary>
    /// <param name="root">The folder that must not be left.</param>
    public LineageFiles(string root) => _root = root;

    /// <summary>Full paths of the files that were read.</summary>
    public IReadOnlyCollection<string> Read => _read;

    /// <summary>The stamps of what was read or looked for, taken before.</summary>
    public IReadOnlyDictionary<string, string> Stamps => _stamps;

    /// <summary>Whether there is a file. That there is none is remembered, too.</summary>
    public bool Exists(string path)
    {
        Remember(path);
        return File.Exists(path);
    }

    /// <summary>The names of what is directly below a folder, in order; none where it does not exist.</summary>
    public IReadOnlyList<string> Names(string folder)
    {
        try
        {
            Remember(BuildState.NamesOf(folder));
            return Directory.Exists(folder) ? [.. Directory.EnumerateFileSystemEntries(Inside(folder)).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)] : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw LineageProblems.Unreadable(folder, exception.Message, exception);
        }
    }

    /// <summary>
    /// The files below a folder, in order, those of its folders too. A folder that is a link is passed over: no tool makes one there, and links that
    /// lead in a circle would be walked without end.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <param name="depth">How many levels are looked at.</param>
    public IEnumerable<string> Below(string folder, int depth)
    {
        foreach (string name in Names(folder))
        {
            string path = Path.Combine(folder, name);
            DirectoryInfo below = new(path);
            if (!below.Exists)
            {
                yield return path;
            }
            else if (depth > 1 && below.LinkTarget is null)
            {
                foreach (string file in Below(path, depth - 1))
                {
                    yield return file;
                }
            }
        }
    }

    /// <summary>Reads a YAML file.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="expected">What it should be, e.g. <c>a DVC lock file</c>.</param>
    /// <param name="streams">What is handed out while it is read.</param>
    public DataNode? Yaml(string path, string expected, DataStreams? streams = null) => Guard(path, expected, () =>
    {
        using StreamReader reader = new(Open(path, MaximumText), Strict);
        return YamlData.Read(reader, streams);
    });

    /// <summary>Reads a TOML file.</summary>
    public DataNode Toml(string path, string expected, DataStreams? streams = null) => Guard(path, expected, () =>
    {
        using StreamReader reader = new(Open(path, MaximumText), Strict);
        return TomlData.Read(reader.ReadToEnd(), streams);
    });

    /// <summary>Reads a JSON file.</summary>
    public DataNode Json(string path, string expected, DataStreams? streams = null) => Guard(path, expected, () =>
    {
        byte[] bytes = Bytes(path, MaximumText);
        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            using StreamReader reader = new(new MemoryStream(bytes), Strict);
            bytes = Encoding.UTF8.GetBytes(reader.ReadToEnd());
        }

        return JsonData.Read(bytes.AsSpan().StartsWith("\ufeff"u8) ? bytes[3..] : bytes, streams);
    });

    /// <summary>Goes through the lines of a text.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="expected">What it should be.</param>
    /// <param name="take">Gets each line and its number.</param>
    /// <param name="most">The largest size in bytes.</param>
    public void Lines(string path, string expected, Action<string, int> take, long most = MaximumText) => Guard(path, expected, () =>
    {
        using StreamReader reader = new(Open(path, most), Strict);
        BoundedLines lines = new(reader);
        while (lines.Read() is { } line)
        {
            take(line, lines.Number);
        }

        return lines.Number;
    });

    /// <summary>A short text, e.g. a value that has a file of its own. What is no UTF-8 is taken as Windows wrote it.</summary>
    public string Text(string path, string expected, long most = 1 << 20) => Guard(path, expected, () =>
    {
        byte[] bytes = Bytes(path, most);
        try
        {
            return Strict.GetString(bytes).TrimStart('\ufeff');
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(bytes);
        }
    });

    /// <summary>The content of a file.</summary>
    public byte[] Bytes(string path, long most)
    {
        using FileStream stream = Open(path, most);
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>Opens a file.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="most">The largest size in bytes.</param>
    /// <exception cref="ModelPackException">It does not exist, is no regular file, leads out of the folder, or is too large.</exception>
    public FileStream Open(string path, long most)
    {
        FileStamp stamp = FileStamp.Read(path, follow: true);
        Remember(path);
        if (!stamp.IsFile)
        {
            throw Path.Exists(path)
                ? LineageProblems.Unreadable(path, "It is not a regular file (a folder, pipe, socket or device).")
                : new ModelPackException(new Problem(DiagnosticCodes.FileNotFound, $"'{path}', a lineage file, does not exist. Correct the path, or remove the ModelLineage item.", path));
        }

        if (stamp.Size > most)
        {
            throw LineageProblems.TooLarge(path, stamp.Size, most);
        }

        try
        {
            FileStream stream = new(Inside(path), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16, FileOptions.SequentialScan);
            _read.Add(path);
            return stream;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw LineageProblems.Unreadable(path, exception.Message, exception);
        }
    }

    /// <summary>What was read so far was only looked at, e.g. to choose one of several.</summary>
    public void Forget() => _read.Clear();

    /// <summary>Marks a file as read that is read elsewhere, e.g. by another process.</summary>
    public void Note(string path)
    {
        Remember(path);
        _ = Inside(path);
        _read.Add(path);
    }

    /// <summary>Whether a path lies in the folder, links followed.</summary>
    public bool IsInside(string path)
    {
        try
        {
            return RealPath.IsInside(RealPath.Of(path), RealPath.Of(_root));
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Runs something that reads a file, and turns what can go wrong with the file into a problem of it.</summary>
    public static T Guard<T>(string path, string expected, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (DataException exception)
        {
            throw LineageProblems.Bad(path, exception.Line, exception.Message, expected, exception);
        }
        catch (DecoderFallbackException exception)
        {
            throw LineageProblems.Bad(path, LineOfBadByte(path), "It is not UTF-8 text.", expected, exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw LineageProblems.Unreadable(path, exception.Message, exception);
        }
    }

    /// <summary>
    /// Takes the stamp of a path. Sources name what they like: of a folder where a file should be only the names count, for it may be that of the whole
    /// disk, and a name that breaks a line is not remembered.
    /// </summary>
    private void Remember(string path)
    {
        string key = Directory.Exists(path) ? BuildState.NamesOf(path) : path;
        if (!key.AsSpan().ContainsAny('\r', '\n') && !_stamps.ContainsKey(key))
        {
            _stamps[key] = BuildState.Stamp(key);
        }
    }

    private string Inside(string path) => IsInside(path) ? path : throw LineageProblems.Outside(path, _root);

    /// <summary>The line of the first byte that is none of UTF-8; 0 where the file is larger than a text, or has gone.</summary>
    private static int LineOfBadByte(string path)
    {
        try
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (stream.Length > MaximumText)
            {
                return 0;
            }

            byte[] bytes = new byte[stream.Length];
            int read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            ReadOnlySpan<byte> rest = bytes.AsSpan(0, read);
            while (!rest.IsEmpty && Rune.DecodeFromUtf8(rest, out _, out int length) == System.Buffers.OperationStatus.Done)
            {
                rest = rest[length..];
            }

            return bytes.AsSpan(0, read - rest.Length).Count((byte)'\n') + 1;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
