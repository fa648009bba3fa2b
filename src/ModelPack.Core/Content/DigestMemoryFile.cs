using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ModelPack.Core.Content;

/// <summary>
/// The file of a <see cref="DigestMemory"/>: a line for each fact, tabulators between its parts, and at the end a line with the digest of all lines above.
/// A file that is damaged, too large or of another version is no memory.
/// </summary>
/// <param name="path">The full path.</param>
internal sealed class DigestMemoryFile(string path)
{
    private const string Version = "ModelPack digests 2\n";
    private const string EndMark = "end\t";
    private const long MostBytes = 16 << 20;

    private string _read = "";

    /// <summary>The file of a project; <see langword="null"/> where there is no store.</summary>
    public static DigestMemoryFile? Of(string projectFile) => ModelPackStore.Folder is { } store
        ? new DigestMemoryFile(Path.Combine(store, "digests", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(projectFile)))[..32] + ".tsv"))
        : null;

    /// <summary>Reads the file; empty where it is missing or of no use.</summary>
    public DigestMemoryContent Read()
    {
        try
        {
            FileInfo info = new(path);
            if (!info.Exists || info.Length is 0 or > MostBytes)
            {
                return new DigestMemoryContent();
            }

            string text = File.ReadAllText(path);
            int end = text.LastIndexOf(EndMark, StringComparison.Ordinal);
            if (end < 0 || !text.StartsWith(Version, StringComparison.Ordinal) || text[end..] != EndLine(text[..end]))
            {
                return new DigestMemoryContent();
            }

            DigestMemoryContent content = new();
            Parse(text.AsSpan(Version.Length, end - Version.Length), content);
            _read = text[end..];
            return content;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException or OverflowException)
        {
            // No memory yet, or none to be had: reading again is always right.
            return new DigestMemoryContent();
        }
    }

    /// <summary>Writes the file, unless that is what it holds.</summary>
    public void Write(DigestMemoryContent content)
    {
        string text = Render(content);
        if (text.Length > MostBytes)
        {
            // A file as large as that would cost more memory than a pack may take: digests of files are few, and save most.
            content.Ranges.Clear();
            text = Render(content);
        }

        string end = EndLine(text);
        if (end == _read)
        {
            return;
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            AtomicFile.Write(path, Encoding.UTF8.GetBytes(text + end));
            _read = end;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A store that cannot be written costs time, never correctness.
        }
    }

    private static string EndLine(string text) => $"{EndMark}{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}\n";

    /// <summary>The text of the file. What is known of the inside of files may grow meanwhile: it is copied first, in one step.</summary>
    private static string Render(DigestMemoryContent content)
    {
        StringBuilder text = new(Version);
        foreach ((string key, string sha256) in content.Files.OrderBy(pair => pair.Key, StringComparer.Ordinal).Where(pair => IsOneLine(pair.Key)))
        {
            text.Append(CultureInfo.InvariantCulture, $"file\t{sha256}\t{key}\n");
        }

        foreach ((string key, string sha256) in content.Shards.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"shard\t{sha256}\t{key}\n");
        }

        foreach ((string path, FileMemory file) in content.Ranges.OrderBy(pair => pair.Key, StringComparer.Ordinal).Where(pair => IsOneLine(pair.Key) && !pair.Value.IsEmpty))
        {
            text.Append(CultureInfo.InvariantCulture, $"in\t{file.Stamp}\t{path}\n");
            foreach (((long offset, long length), string sha256) in file.Ranges.ToArray().OrderBy(pair => pair.Key).TakeWhile(_ => text.Length <= MostBytes))
            {
                text.Append(CultureInfo.InvariantCulture, $"range\t{sha256}\t{offset}\t{length}\n");
            }

            foreach ((string key, IReadOnlyList<long> numbers) in file.Numbers.ToArray().OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                text.Append(CultureInfo.InvariantCulture, $"numbers\t{key}\t{string.Join(' ', numbers)}\n");
            }
        }

        return text.ToString();
    }

    private static bool IsOneLine(string text) => !text.Contains('\n', StringComparison.Ordinal);

    private static void Parse(ReadOnlySpan<char> text, DigestMemoryContent content)
    {
        FileMemory? file = null;
        foreach (Range part in text.Split('\n'))
        {
            ReadOnlySpan<char> line = text[part];
            if (line.IsEmpty)
            {
                continue;
            }

            // A path may hold tabulators: it comes last.
            string[] parts = line.ToString().Split('\t', 3);
            if (parts.Length != 3)
            {
                throw new FormatException();
            }

            switch (parts[0])
            {
                case "file":
                    content.Files[parts[2]] = parts[1];
                    break;
                case "shard":
                    content.Shards[parts[2]] = parts[1];
                    break;
                case "in":
                    file = content.Ranges[parts[2]] = new FileMemory(parts[1], null);
                    break;
                case "range":
                    string[] range = parts[2].Split('\t');
                    (file ?? throw new FormatException()).Remember(Number(range[0]), Number(range[^1]), parts[1]);
                    break;
                case "numbers":
                    (file ?? throw new FormatException()).RememberNumbers(parts[1], [.. parts[2].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Number)]);
                    break;
                default:
                    throw new FormatException();
            }
        }
    }

    private static long Number(string text) => long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
