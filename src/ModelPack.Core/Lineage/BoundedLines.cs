using System.Globalization;
using System.Text;
using ModelPack.Core.Lineage.Data;

namespace ModelPack.Core.Lineage;

/// <summary>Reads a text line by line, and no line that is longer than any real one: a file of gigabytes may be a single one.</summary>
/// <param name="reader">The text.</param>
internal sealed class BoundedLines(TextReader reader)
{
    /// <summary>Characters of a line.</summary>
    private const int Maximum = 8 << 20;

    private readonly char[] _buffer = new char[1 << 14];
    private int _at;
    private int _filled;
    private bool _afterReturn;

    /// <summary>The number of the line that was read last.</summary>
    public int Number { get; private set; }

    /// <summary>The next line; <see langword="null"/> at the end.</summary>
    /// <exception cref="DataException">The line is too long.</exception>
    public string? Read()
    {
        Number++;
        StringBuilder? part = null;
        while (Fill())
        {
            ReadOnlySpan<char> rest = _buffer.AsSpan(_at, _filled - _at);
            int end = rest.IndexOfAny('\r', '\n');
            if (end >= 0)
            {
                _at += end + 1;
                _afterReturn = rest[end] == '\r';
                return part is null ? rest[..end].ToString() : part.Append(rest[..end]).ToString();
            }

            part = (part ?? new StringBuilder()).Append(rest);
            _at = _filled;
            if (part.Length > Maximum)
            {
                throw new DataException(string.Create(CultureInfo.InvariantCulture, $"The line has more than {Maximum} characters."), Number);
            }
        }

        return part?.ToString();
    }

    /// <summary>Whether there is something to read. A line feed that follows a carriage return is one end of a line with it.</summary>
    private bool Fill()
    {
        while (true)
        {
            if (_at == _filled)
            {
                (_at, _filled) = (0, reader.Read(_buffer));
                if (_filled == 0)
                {
                    return false;
                }
            }

            if (!_afterReturn || _buffer[_at] != '\n')
            {
                _afterReturn = false;
                return true;
            }

            _afterReturn = false;
            _at++;
        }
    }
}
