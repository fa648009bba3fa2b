using System.Text;
using ModelPack.Core.Protobuf;

namespace ModelPack.Core.Formats;

/// <summary>The header of a NumPy array. Source of the format: NumPy's <c>numpy/lib/format.py</c>.</summary>
internal static class NumpyHeader
{
    private const int MaxBytes = 4096;

    /// <summary>Whether an array begins there.</summary>
    public static bool IsArray(ReadOnlySpan<byte> head) => head.Length > 6 && head[0] == 0x93 && head[1..].StartsWith("NUMPY"u8);

    /// <summary>Whether the array that begins at a position holds Python objects; one that cannot be read may.</summary>
    /// <param name="file">The file.</param>
    /// <param name="position">Where the array begins, in bytes from the start of the file.</param>
    public static bool HoldsObjects(FileWindow file, long position)
    {
        Span<byte> head = stackalloc byte[MaxBytes];
        head = head[..(int)Math.Min(MaxBytes, Math.Max(0, file.Length - position))];
        if (head.Length < 10)
        {
            return true;
        }

        file.Read(position, head);
        if (!IsArray(head))
        {
            return true;
        }

        int start = head[6] == 1 ? 10 : 12;
        int length = head[6] == 1 ? head[8] | (head[9] << 8) : head[8] | (head[9] << 8) | (head[10] << 16) | ((head[11] & 0x7f) << 24);
        if (length > head.Length - start)
        {
            return true;
        }

        // 'descr': '|O', or an 'O' among the fields of a record.
        string text = Encoding.UTF8.GetString(head.Slice(start, length));
        return text.Contains("|O", StringComparison.Ordinal) || text.Contains("'O", StringComparison.Ordinal) || text.Contains("\"O", StringComparison.Ordinal);
    }
}
