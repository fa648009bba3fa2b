using System.Text;
using System.Text.Json;

namespace ModelPack.Core.Tests.Fuzzing;

/// <summary>Damages JSON: tokens vanish, double, swap, or become what they should not be.</summary>
internal static class JsonMutant
{
    private static readonly byte[][] Snippets = [.. new[]
    {
        "null", "true", "-1", "0", "1.5", "1e999", "-0", "9223372036854775808", "18446744073709551616", "100000000000000000000000000", "\"\"", "\"\\ud800\"",
        "\"\\u0000\"", "\"..\"", "\"/etc/passwd\"", "\"NaN\"", "NaN", "Infinity", "{}", "[]", "[[]]", "{\"a\":1,\"a\":2}", "{\"\":null}", "[null]", "{", "}", "[", "]", ",", ":", "\"", "\ufeff", "//",
    }.Select(Encoding.UTF8.GetBytes)];

    public static byte[] Of(byte[] seed, Random random)
    {
        List<(int Start, int End)> tokens = Tokens(seed);
        if (tokens.Count == 0 || random.Next(5) == 0)
        {
            return Mutant.Of(seed, random);
        }

        (int start, int end) = tokens[random.Next(tokens.Count)];
        (int otherStart, int otherEnd) = tokens[random.Next(tokens.Count)];
        byte[] before = seed[..start];
        byte[] after = seed[end..];
        return random.Next(7) switch
        {
            0 => [.. before, .. after],
            1 => [.. before, .. seed[start..end], .. (random.Next(2) == 0 ? ","u8 : ":"u8), .. seed[start..end], .. after],
            2 => [.. before, .. seed[otherStart..otherEnd], .. after],
            3 => [.. before, .. Enumerable.Repeat((byte)'[', random.Next(2000)), .. after],
            4 => [.. before, (byte)'"', .. Enumerable.Repeat((byte)'x', random.Next(5000)), (byte)'"', .. after],
            _ => [.. before, .. Snippets[random.Next(Snippets.Length)], .. after],
        };
    }

    private static List<(int Start, int End)> Tokens(byte[] json)
    {
        List<(int, int)> tokens = [];
        Utf8JsonReader reader = new(json);
        while (reader.Read())
        {
            int end = (int)reader.BytesConsumed;
            tokens.Add(((int)reader.TokenStartIndex, reader.TokenType == JsonTokenType.PropertyName ? end - 1 : end));
        }

        return tokens;
    }
}
