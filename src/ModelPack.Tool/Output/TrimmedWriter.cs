using System.Text;

namespace ModelPack.Tool.Output;

/// <summary>Leaves out the blanks at the ends of lines, with which tables are padded to their width: in a pipe they only cost.</summary>
internal sealed class TrimmedWriter(TextWriter inner) : TextWriter
{
    private int _blanks;

    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value)
    {
        if (value == ' ')
        {
            _blanks++;
            return;
        }

        if (value is not ('\r' or '\n'))
        {
            Blanks();
        }

        _blanks = 0;
        inner.Write(value);
    }

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(ReadOnlySpan<char> buffer)
    {
        while (buffer.Length > 0)
        {
            // A line, or what is there of it.
            int end = buffer.IndexOfAny('\r', '\n');
            ReadOnlySpan<char> text = end < 0 ? buffer : buffer[..end];
            ReadOnlySpan<char> trimmed = text.TrimEnd(' ');
            if (trimmed.Length > 0)
            {
                Blanks();
                inner.Write(trimmed);
            }

            _blanks += text.Length - trimmed.Length;
            if (end < 0)
            {
                return;
            }

            _blanks = 0;
            inner.Write(buffer[end]);
            buffer = buffer[(end + 1)..];
        }
    }

    public override void Flush() => inner.Flush();

    private void Blanks()
    {
        for (; _blanks > 0; _blanks--)
        {
            inner.Write(' ');
        }
    }
}
