using System.Text.Unicode;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Onnx;
using ModelPack.Core.Protobuf;

namespace ModelPack.Core.Tokenizers;

/// <summary>A small text file in memory.</summary>
internal static class TextFile
{
    /// <summary>The largest file that is read: real tokenizers have some 40 MB.</summary>
    public const int MaxBytes = 256 * 1024 * 1024;

    /// <summary>Reads a file of UTF-8, without its byte order mark.</summary>
    /// <param name="path">The file.</param>
    /// <param name="code">The code of the error for what is no text.</param>
    /// <param name="expected">What the file should be, e.g. <c>a vocabulary</c>.</param>
    /// <param name="most">The largest size in bytes.</param>
    /// <exception cref="ModelPackException">It is empty, a web page, no text, too large or cannot be read.</exception>
    public static ReadOnlyMemory<byte> Read(string path, string code, string expected, int most = MaxBytes) => ModelFileErrors.Guard<ReadOnlyMemory<byte>>(path, () =>
    {
        using FileWindow file = new(path);
        ModelFormat format = ModelFormatDetector.Detect(file);
        if (format is ModelFormat.Empty or ModelFormat.GitLfsPointer or ModelFormat.Html)
        {
            throw ModelFileErrors.NotExpected(path, format, file, expected);
        }

        if (file.Length > most)
        {
            throw ModelFileErrors.Error(code, path, $"'{ModelFileErrors.Name(path)}' has {file.Length} bytes, too many for {expected}. Write the file again.");
        }

        byte[] bytes = new byte[file.Length];
        file.Read(0, bytes);
        return !Utf8.IsValid(bytes)
            ? throw ModelFileErrors.Error(code, path, $"'{ModelFileErrors.Name(path)}' is no {expected.Split(' ', 2)[1]}: it is not UTF-8 text. Write the file again.")
            : bytes.AsSpan().StartsWith("\ufeff"u8) ? bytes.AsMemory(3) : bytes;
    });

    /// <summary>The next line and what follows it; a line ends with <c>\n</c> or <c>\r\n</c>.</summary>
    /// <param name="rest">What is left; the line is taken from it.</param>
    public static ReadOnlySpan<byte> NextLine(ref ReadOnlySpan<byte> rest)
    {
        int end = rest.IndexOf((byte)'\n');
        ReadOnlySpan<byte> line = end < 0 ? rest : rest[..end];
        rest = end < 0 ? [] : rest[(end + 1)..];
        return line.EndsWith("\r"u8) ? line[..^1] : line;
    }
}
