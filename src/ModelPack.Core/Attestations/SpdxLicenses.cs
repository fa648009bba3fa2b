using System.Collections.Frozen;
using System.Text;

namespace ModelPack.Core.Attestations;

/// <summary>Tells SPDX identifiers and expressions from names. Source: SPDX specification, annex "SPDX license expressions"; the identifiers are those of CycloneDX 1.6.</summary>
internal static class SpdxLicenses
{
    private const int LongestExpression = 4096;

    private static readonly (FrozenDictionary<string, string> Licenses, FrozenDictionary<string, string> Exceptions) s_known = Read();

    /// <summary>Every identifier, of licences and of exceptions.</summary>
    internal static IEnumerable<string> Identifiers => s_known.Licenses.Values.Concat(s_known.Exceptions.Values);

    /// <summary>The identifier as SPDX writes it; <see langword="null"/> where there is none. Case does not matter: hubs write <c>apache-2.0</c>.</summary>
    public static string? Identifier(string text) => s_known.Licenses.GetValueOrDefault(text.Trim());

    /// <summary>The expression in SPDX's spelling; <see langword="null"/> where the text is none.</summary>
    public static string? Expression(string text)
    {
        if (text.Length > LongestExpression)
        {
            return null;
        }

        StringBuilder expression = new();
        int depth = 0;
        bool wantsOperand = true;
        string[] tokens = text.Replace("(", " ( ", StringComparison.Ordinal).Replace(")", " ) ", StringComparison.Ordinal).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        for (int i = 0; i < tokens.Length; i++)
        {
            string token = tokens[i];
            string? written;
            switch (token)
            {
                case "(" when wantsOperand:
                    depth++;
                    written = token;
                    break;
                case ")" when !wantsOperand && depth > 0:
                    depth--;
                    written = token;
                    break;
                case "AND" or "OR" when !wantsOperand:
                    written = token;
                    wantsOperand = true;
                    break;
                case "WITH" when !wantsOperand && i > 0 && i + 1 < tokens.Length && tokens[i - 1] is not ")" && s_known.Exceptions.TryGetValue(tokens[i + 1], out string? exception):
                    written = $"WITH {exception}";
                    i++;
                    break;
                default:
                    written = wantsOperand ? Operand(token) : null;
                    wantsOperand = false;
                    break;
            }

            if (written is null)
            {
                return null;
            }

            bool glued = written == ")" || expression.Length == 0 || expression[^1] == '(';
            expression.Append(glued ? "" : " ").Append(written);
        }

        return wantsOperand || depth > 0 ? null : expression.ToString();
    }

    private static string? Operand(string token)
    {
        if (token.StartsWith("LicenseRef-", StringComparison.Ordinal) || token.StartsWith("DocumentRef-", StringComparison.Ordinal))
        {
            return token.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or ':') ? token : null;
        }

        return Identifier(token) ?? (token.EndsWith('+') && Identifier(token[..^1]) is { } orLater ? orLater + "+" : null);
    }

    private static (FrozenDictionary<string, string>, FrozenDictionary<string, string>) Read()
    {
        using Stream stream = typeof(SpdxLicenses).Assembly.GetManifestResourceStream("spdx.txt")!;
        using StreamReader reader = new(stream);
        string[] lists = reader.ReadToEnd().ReplaceLineEndings("\n").Split("\n\n");
        return (ById(lists[0]), ById(lists[1]));
    }

    private static FrozenDictionary<string, string> ById(string list) =>
        list.Split('\n', StringSplitOptions.RemoveEmptyEntries).ToFrozenDictionary(id => id, StringComparer.OrdinalIgnoreCase);
}
