namespace ModelPack.Core.Formats;

/// <summary>
/// Tells a Python pickle by its first operations, without carrying out any. Source of the format: CPython's <c>pickletools.py</c>.
/// </summary>
internal static class PickleSniffer
{
    private const byte Proto = 0x80;
    private const byte Stop = (byte)'.';
    private const byte Global = (byte)'c';

    /// <summary>Whether a file that begins so is a pickle.</summary>
    /// <param name="head">The first bytes of the file.</param>
    /// <param name="complete">Whether they are all of it.</param>
    public static bool IsPickle(ReadOnlySpan<byte> head, bool complete)
    {
        bool marked = head.Length >= 2 && head[0] == Proto && head[1] is >= 2 and <= 5;

        // Without the mark, text may begin alike: then something must be called or built, out of what is named or of a list or dictionary that begins it.
        bool opened = !head.IsEmpty && head[0] is (byte)'(' or (byte)']' or (byte)'}' or (byte)')';
        bool named = false;
        bool built = false;
        int position = 0;
        while (position < head.Length)
        {
            byte operation = head[position];
            int length = Length(head[position..], out bool cut);
            if (length < 0)
            {
                return false;
            }

            if (cut)
            {
                return marked || (built && (named || opened) && !complete);
            }

            if (operation == Stop)
            {
                // Loaders do not look behind it.
                return marked || (built && (named || (opened && complete && position + 1 == head.Length)));
            }

            built |= operation is (byte)'R' or (byte)'b' or (byte)'i' or (byte)'o' or (byte)'s' or (byte)'u' or (byte)'a' or (byte)'e' or 0x81 or 0x92;
            named |= operation is Global or (byte)'i' or 0x93;
            position += length;
        }

        return !complete && (marked || (built && (named || opened)));
    }

    /// <summary>The length of the first operation; negative where there is none.</summary>
    /// <param name="rest">What begins with it.</param>
    /// <param name="cut">Whether it does not end in <paramref name="rest"/>.</param>
    private static int Length(ReadOnlySpan<byte> rest, out bool cut)
    {
        int length = rest[0] switch
        {
            Global or (byte)'i' => GlobalLength(rest),
            (byte)'F' or (byte)'I' or (byte)'L' or (byte)'S' or (byte)'V' or (byte)'P' or (byte)'g' or (byte)'p' => LineLength(rest, 1),
            (byte)'(' or (byte)'.' or (byte)'0' or (byte)'1' or (byte)'2' or (byte)'N' or (byte)'Q' or (byte)'R' or (byte)'a' or (byte)'b' or (byte)'d'
                or (byte)'}' or (byte)'e' or (byte)'l' or (byte)']' or (byte)'o' or (byte)'s' or (byte)'t' or (byte)')' or (byte)'u'
                or 0x81 or >= 0x85 and <= 0x89 or >= 0x8f and <= 0x94 or 0x97 or 0x98 => 1,
            (byte)'K' or (byte)'h' or (byte)'q' or Proto or 0x82 => 2,
            (byte)'M' or 0x83 => 3,
            (byte)'J' or (byte)'j' or (byte)'r' or 0x84 => 5,
            (byte)'G' or 0x95 => 9,
            (byte)'U' or (byte)'C' or 0x8a or 0x8c => Counted(rest, 1),
            (byte)'T' or (byte)'X' or (byte)'B' or 0x8b => Counted(rest, 4),
            0x8d or 0x8e or 0x96 => Counted(rest, 8),
            _ => -1,
        };
        cut = length > rest.Length;
        return length;
    }

    /// <summary>An operation whose argument begins with its length.</summary>
    private static int Counted(ReadOnlySpan<byte> rest, int bytes)
    {
        if (rest.Length < 1 + bytes)
        {
            return int.MaxValue;
        }

        ulong count = 0;
        for (int i = 0; i < bytes; i++)
        {
            count |= (ulong)rest[1 + i] << (8 * i);
        }

        return count > int.MaxValue / 2 ? int.MaxValue : 1 + bytes + (int)count;
    }

    /// <summary>An operation whose argument is a line of printable text.</summary>
    private static int LineLength(ReadOnlySpan<byte> rest, int start)
    {
        int end = rest[start..].IndexOf((byte)'\n');
        ReadOnlySpan<byte> line = end < 0 ? rest[start..] : rest.Slice(start, end);
        return line.IndexOfAnyInRange((byte)0, (byte)8) >= 0 ? -1 : end < 0 ? int.MaxValue : start + end + 1;
    }

    /// <summary>An operation that names a module and something in it, each on its line.</summary>
    private static int GlobalLength(ReadOnlySpan<byte> rest)
    {
        int position = 1;
        for (int i = 0; i < 2; i++)
        {
            int start = position;
            while (position < rest.Length && IsNamePart(rest[position]))
            {
                position++;
            }

            if (position == rest.Length)
            {
                return int.MaxValue;
            }

            if (position == start || rest[position] != '\n')
            {
                return -1;
            }

            position++;
        }

        return position;
    }

    private static bool IsNamePart(byte value) => char.IsAsciiLetterOrDigit((char)value) || value is (byte)'_' or (byte)'.' or (byte)'<' or (byte)'>' or >= 0x80;
}
