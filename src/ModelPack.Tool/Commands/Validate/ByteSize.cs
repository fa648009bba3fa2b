using System.Globalization;

namespace ModelPack.Tool.Commands.Validate;

/// <summary>A number of bytes as people write it: <c>8589934592</c>, <c>8GiB</c>.</summary>
internal static class ByteSize
{
    private static readonly string[] s_units = ["KiB", "MiB", "GiB", "TiB"];

    /// <summary>Reads one; <see langword="null"/> where it is no positive size.</summary>
    /// <param name="text">The text.</param>
    public static long? Parse(string text)
    {
        string number = text.Trim();
        double factor = 1;
        for (int i = 0; i < s_units.Length; i++)
        {
            if (number.EndsWith(s_units[i], StringComparison.OrdinalIgnoreCase))
            {
                number = number[..^s_units[i].Length].TrimEnd();
                factor = Math.Pow(1024, i + 1);
                break;
            }
        }

        return double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value) && value * factor is >= 1 and < 1e15 ? (long)(value * factor) : null;
    }
}
