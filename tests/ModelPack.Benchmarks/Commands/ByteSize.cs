using System.Globalization;

namespace ModelPack.Benchmarks.Commands;

/// <summary>Sizes as people write them.</summary>
internal static class ByteSize
{
    /// <summary>Reads <c>64MiB</c> or <c>8GiB</c>.</summary>
    /// <exception cref="FormatException">It is neither.</exception>
    public static long Parse(string text)
    {
        (string number, int shift) = text switch
        {
            _ when text.EndsWith("MiB", StringComparison.OrdinalIgnoreCase) => (text[..^3], 20),
            _ when text.EndsWith("GiB", StringComparison.OrdinalIgnoreCase) => (text[..^3], 30),
            _ => throw new FormatException($"'{text}' is no size: write 64MiB or 8GiB."),
        };
        return (long)(double.Parse(number, CultureInfo.InvariantCulture) * (1L << shift));
    }
}
