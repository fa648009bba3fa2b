using System.Text;

namespace ModelPack.Tool.Output;

/// <summary>Writes text without the blanks at the ends of its lines, which tables are filled up with: in a file or a pipe they only get in the way.</summary>
/// <param name="inner">Where to; stays open.</param>
internal sealed class LineEndTrimmer(TextWriter inner) : TextWriter
{
    // Blanks that may be the end of a line.
    private readonly StringBuilder _held = new();

    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value) => Write([value]);

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(ReadOnlySpan<char> buffer)
    {
        while (!buffer.IsEmpty)
        {
            int end = buffer.IndexOf('\n');
            ReadOnlySpan<char> line = end < 0 ? buffer : buffer[..end];
            ReadOnlySpan<char> text = line.TrimEnd(" \r");
            if (!text.IsEmpty)
            {
                inner.Write(_held);
                _held.Clear();
                inner.Write(text);
            }

            if (end < 0)
            {
                _held.Append(line[text.Length..]);
                return;
            }

            bool isPair = line.Length > 0 ? line[^1] == '\r' : _held.Length > 0 && _held[^1] == '\r';
            inner.Write(isPair ? "\r\n" : "\n");
            _held.Clear();
            buffer = buffer[(end + 1)..];
        }
    }

    public override void Flush() => inner.Flush();
}
