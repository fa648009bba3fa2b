using System.Buffers;
using System.Text;

namespace ModelPack.Core.Onnx;

/// <summary>Tells text from binary by the first bytes of a file.</summary>
internal static class TextSniffer
{
    /// <summary>Whether the bytes are text: UTF-8 without control characters, or marked as UTF-16.</summary>
    /// <param name="head">The first bytes of a file; a character may be cut at their end.</param>
    public static bool IsText(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xff, 0xfe]) || head.StartsWith((ReadOnlySpan<byte>)[0xfe, 0xff]))
        {
            return true;
        }

        while (!head.IsEmpty)
        {
            OperationStatus status = Rune.DecodeFromUtf8(head, out Rune rune, out int length);
            if (status == OperationStatus.NeedMoreData)
            {
                return true;
            }

            if (status != OperationStatus.Done || (rune.Value < ' ' && rune.Value is not ('\t' or '\n' or '\r' or '\f')) || rune.Value == 0x7f)
            {
                return false;
            }

            head = head[length..];
        }

        return true;
    }

    /// <summary>Whether text is a web page.</summary>
    /// <param name="head">The first bytes of a file.</param>
    public static bool IsHtml(ReadOnlySpan<byte> head)
    {
        string text = Encoding.UTF8.GetString(head).TrimStart('\ufeff', ' ', '\t', '\r', '\n');
        return text.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("<html", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("<head", StringComparison.OrdinalIgnoreCase)
            || (text.StartsWith('<') && text.Contains("<html", StringComparison.OrdinalIgnoreCase));
    }
}
