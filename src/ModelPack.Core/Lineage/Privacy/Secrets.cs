using System.Text.RegularExpressions;

namespace ModelPack.Core.Lineage.Privacy;

/// <summary>Finds secrets in texts that tools record: credentials in addresses, tokens in arguments and settings. All patterns take time linear in the text.</summary>
internal static partial class Secrets
{
    /// <summary>What stands for a secret that was left out.</summary>
    public const string Mask = "***";

    /// <summary>Words that make the value of a setting a secret.</summary>
    private static readonly HashSet<string> Secret = new(StringComparer.OrdinalIgnoreCase) { "secret", "secrets", "password", "passwd", "pwd", "passphrase", "credential", "credentials", "apikey", "sas", "accountkey" };

    /// <summary>What before <c>key</c> makes it a secret.</summary>
    private static readonly HashSet<string> KeyOwners = new(StringComparer.OrdinalIgnoreCase) { "api", "access", "secret", "private", "account", "encryption", "signing", "subscription" };

    /// <summary>What before <c>token</c> makes it a word of a vocabulary rather than a secret.</summary>
    private static readonly HashSet<string> VocabularyTokens = new(StringComparer.OrdinalIgnoreCase) { "pad", "eos", "bos", "unk", "mask", "cls", "sep", "start", "end", "special", "image", "num", "max", "min", "new", "per", "class", "no", "pooling", "first", "last", "prefix", "suffix", "middle", "stop", "begin", "target", "source", "decoder", "encoder", "generated", "response", "instruction", "blank", "sot", "eot", "audio", "video", "text" };

    /// <summary>A text without secrets.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The same text where it holds none.</returns>
    public static string Without(string text)
    {
        if (text.Length < 8)
        {
            return text;
        }

        string masked = text;
        if (text.Contains("://", StringComparison.Ordinal))
        {
            masked = UserInfo().Replace(masked, static match => IsLogin(match) ? match.Value : match.Groups[1].Value);
        }

        if (text.AsSpan().IndexOfAny('=', '?') >= 0)
        {
            masked = QueryValue().Replace(masked, static match => IsSecretName(match.Groups[2].Value) || IsSignature(match.Groups[2].Value) ? $"{match.Groups[1].Value}{match.Groups[2].Value}={Mask}" : match.Value);
        }

        masked = Assignment().Replace(masked, static match => IsSecretName(match.Groups[1].Value) && IsSecretValue(match.Groups[3].Value) ? $"{match.Groups[1].Value}{match.Groups[2].Value}{Mask}" : match.Value);
        masked = Bearer().Replace(masked, $"$1 {Mask}");
        masked = PrivateKey().Replace(masked, Mask);
        return KnownToken().Replace(masked, Mask);
    }

    /// <summary>Whether a value is a secret by the name of its setting.</summary>
    /// <param name="name">The name, e.g. <c>wandb.api_key</c>.</param>
    /// <param name="value">The value.</param>
    public static bool IsSecret(string name, string value) => IsSecretName(name) && IsSecretValue(value);

    /// <summary>A user's name at ssh, as in <c>ssh://git@host</c>, is none.</summary>
    private static bool IsLogin(Match match) => match.Groups[1].Value is "ssh://" or "git+ssh://" && !match.Groups[2].Value.Contains(':', StringComparison.Ordinal);

    private static bool IsSignature(string name) => name.Equals("sig", StringComparison.OrdinalIgnoreCase) || name.EndsWith("signature", StringComparison.OrdinalIgnoreCase) || name.Equals("code", StringComparison.OrdinalIgnoreCase);

    /// <summary>Short values and numbers are settings; <c>***</c> is masked already.</summary>
    private static bool IsSecretValue(string value) => value.Length >= 6 && value != Mask && !value.StartsWith('$') && !value.StartsWith('<') && value is not ("null" or "None" or "False" or "True") && !ScalarValues.IsNumber(value) && !value.AsSpan().ContainsAny("/\\ ") | value.Length >= 16;

    private static bool IsSecretName(string name)
    {
        string last = name[(name.AsSpan().LastIndexOfAny('.', '/', ':') + 1)..];
        string[] words = Words().Split(last.Trim('-')).Where(word => word.Length > 0).ToArray();
        for (int i = 0; i < words.Length; i++)
        {
            string before = i > 0 ? words[i - 1] : "";
            bool ends = i == words.Length - 1;
            if (Secret.Contains(words[i])
                || (words[i].Equals("key", StringComparison.OrdinalIgnoreCase) && KeyOwners.Contains(before))
                || (ends && words[i].Equals("token", StringComparison.OrdinalIgnoreCase) && !VocabularyTokens.Contains(before))
                || (words[i].Equals("string", StringComparison.OrdinalIgnoreCase) && before.Equals("connection", StringComparison.OrdinalIgnoreCase)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary><c>https://user:password@host</c>.</summary>
    [GeneratedRegex(@"([a-zA-Z][a-zA-Z0-9+.-]{0,20}://)([^\s/@'""<>]{1,1024})@", RegexOptions.CultureInvariant)]
    private static partial Regex UserInfo();

    /// <summary><c>?token=value</c>.</summary>
    [GeneratedRegex(@"([?&;])([A-Za-z0-9_.-]{1,64})=([^&;\s#'""]{1,4096})", RegexOptions.CultureInvariant)]
    private static partial Regex QueryValue();

    /// <summary><c>--api-key value</c>, <c>PASSWORD=value</c>, <c>"token": "value"</c>.</summary>
    [GeneratedRegex(@"((?:--?)?[A-Za-z][A-Za-z0-9_.-]{1,80})([""']?\s{0,4}[=:]\s{0,4}[""']?|\s{1,4}[""']?)([^\s""',;&]{1,4096})", RegexOptions.CultureInvariant)]
    private static partial Regex Assignment();

    [GeneratedRegex(@"\b([Bb]earer|Authorization: [Bb]asic)\s{1,4}[A-Za-z0-9._~+/=-]{8,4096}", RegexOptions.CultureInvariant)]
    private static partial Regex Bearer();

    [GeneratedRegex(@"-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[^-]{0,20000}(?:-----END [A-Z ]{0,30}PRIVATE KEY-----)?", RegexOptions.CultureInvariant)]
    private static partial Regex PrivateKey();

    /// <summary>Tokens that are known by their form: Hugging Face, GitHub, GitLab, AWS, OpenAI and Anthropic, Slack, Google, Databricks, NuGet, JSON web tokens.</summary>
    [GeneratedRegex(@"\b(?:hf_[A-Za-z0-9]{20,}|gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,}|glpat-[A-Za-z0-9_-]{20,}|(?:AKIA|ASIA)[0-9A-Z]{16}|sk-[A-Za-z0-9_-]{20,}|xox[abeoprs]-[A-Za-z0-9-]{10,}|AIza[0-9A-Za-z_-]{35}|dapi[0-9a-f]{32}|oy2[a-z0-9]{43}|eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{5,})", RegexOptions.CultureInvariant)]
    private static partial Regex KnownToken();

    [GeneratedRegex(@"[_-]+|(?<=[a-z0-9])(?=[A-Z])", RegexOptions.CultureInvariant)]
    private static partial Regex Words();
}
