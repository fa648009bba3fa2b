using System.Text;
using System.Text.RegularExpressions;
using ModelPack.Core.Packages;
using ModelPack.Feeds.Diagnostics;

namespace ModelPack.Feeds.Rollback;

/// <summary>A text file of which one place is changed, and nothing else: encoding, byte order mark, line ends and formatting stay.</summary>
internal sealed partial class EditableText
{
    private const int MaximumSize = 16 << 20;

    private readonly Encoding _encoding;
    private readonly byte[] _mark;

    private EditableText(string path, string text, Encoding encoding, byte[] mark)
    {
        Path = path;
        Text = text;
        _encoding = encoding;
        _mark = mark;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The text.</summary>
    public string Text { get; }

    /// <summary>Reads a file.</summary>
    /// <exception cref="Core.Diagnostics.ModelPackException">It cannot be read, or not be written back as it is (MP5074).</exception>
    public static EditableText Read(string path)
    {
        try
        {
            byte[] bytes = ReadBytes(path);
            (Encoding encoding, byte[] mark) = Detect(bytes);
            string text = encoding.GetString(bytes, mark.Length, bytes.Length - mark.Length);
            EditableText file = new(path, text, encoding, mark);
            return file.Bytes(text).AsSpan().SequenceEqual(bytes) ? file : throw Bad(path, $"is not in the encoding that it says ({encoding.WebName})");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Bad(path, $"cannot be read: {exception.Message.TrimEnd('.')}", exception);
        }
        catch (Exception exception) when (exception is DecoderFallbackException or EncoderFallbackException or ArgumentException)
        {
            throw Bad(path, $"is in an encoding that cannot be read here: {exception.Message.TrimEnd('.')}", exception);
        }
    }

    // Sizes lie, of links and of files that grow: what is read is counted.
    private static byte[] ReadBytes(string path)
    {
        if (File.Exists(path) && !RegularFiles.Is(path))
        {
            throw Bad(path, "is no file but a pipe or device");
        }

        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        using MemoryStream bytes = new();
        byte[] buffer = new byte[1 << 16];
        for (int count = stream.Read(buffer); count > 0; count = stream.Read(buffer))
        {
            bytes.Write(buffer, 0, count);
            if (bytes.Length > MaximumSize)
            {
                throw Bad(path, "is too large for a project file");
            }
        }

        return bytes.ToArray();
    }

    /// <summary>The line of a position, from 1.</summary>
    public int LineOf(int position)
    {
        int line = 1;
        for (int index = 0; index < position; index++)
        {
            line += Text[index] == '\n' || (Text[index] == '\r' && (index + 1 >= Text.Length || Text[index + 1] != '\n')) ? 1 : 0;
        }

        return line;
    }

    /// <summary>The text with another text in a place.</summary>
    public string With(int start, int length, string replacement) => string.Concat(Text.AsSpan(0, start), replacement, Text.AsSpan(start + length));

    /// <summary>Writes the file: whole, or it stays as it was.</summary>
    /// <exception cref="Core.Diagnostics.ModelPackException">It cannot be written (MP5074).</exception>
    public void Write(string text)
    {
        string target = File.ResolveLinkTarget(Path, returnFinalTarget: true)?.FullName ?? Path;
        string temporary = $"{target}.{Guid.NewGuid():N}.tmp";
        try
        {
            File.WriteAllBytes(temporary, Bytes(text));
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(temporary, File.GetUnixFileMode(target));
            }

            File.Move(temporary, target, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            File.Delete(temporary);
            throw Bad(Path, $"cannot be written: {exception.Message.TrimEnd('.')}", exception);
        }
    }

    private byte[] Bytes(string text) => [.. _mark, .. _encoding.GetBytes(text)];

    private static (Encoding Encoding, byte[] Mark) Detect(byte[] bytes)
    {
        foreach (Encoding marked in new Encoding[] { new UTF8Encoding(true, true), new UnicodeEncoding(false, true, true), new UnicodeEncoding(true, true, true) })
        {
            byte[] mark = marked.GetPreamble();
            if (bytes.AsSpan().StartsWith(mark))
            {
                return (marked, mark);
            }
        }

        Match declared = Declaration().Match(Encoding.Latin1.GetString(bytes, 0, Math.Min(bytes.Length, 200)));
        return (declared.Success ? Encoding.GetEncoding(declared.Groups[1].Value, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback) : new UTF8Encoding(false, true), []);
    }

    private static Core.Diagnostics.ModelPackException Bad(string path, string rest, Exception? inner = null) => FeedProblems.Fail(
        FeedDiagnosticCodes.ReferenceNotEditable, $"'{path}' {rest}. Change the version by hand, then run 'dotnet restore'.", inner, path);

    [GeneratedRegex("^<\\?xml[^>]*encoding\\s*=\\s*[\"']([A-Za-z0-9._\\-]+)[\"']", RegexOptions.CultureInvariant)]
    private static partial Regex Declaration();
}
