using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace ModelPack.Core.Lineage.Privacy;

/// <summary>Finds secrets in texts that tools record: credentials in addresses, tokens in arguments and settings. All patterns take time linear in the text.</summary>
internal static partial class Secrets
{
    /// <summary>What stands for a secret that was left out.</summary>
    public const string Mask = "***";

    private static readonly SearchValues<char> EndOfValue = SearchValues.Create(" \t\r\n\"',;&");

    /// <summary>A text without secrets.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isProse">Whether it is written for people: what follows a colon is then the next word more often than a value.</param>
    /// <returns>The same text where it holds none.</returns>
    public static string Without(string text, bool isProse = false)
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
            masked = QueryValue().Replace(masked, static match => SecretNames.Is(match.Groups[2].Value) || IsSignature(match.Groups[2].Value) ? $"{match.Groups[1].Value}{match.Groups[2].Value}={Mask}" : match.Value);
        }

        masked = WithoutAssigned(masked, isProse);
        masked = Bearer().Replace(masked, $"$1 {Mask}");
        masked = Login().Replace(masked, static match => ScalarValues.IsNumber(match.Groups[2].Value) ? match.Value : match.Groups[1].Value + Mask);
        masked = PrivateKey().Replace(masked, Mask);
        return KnownToken().Replace(masked, Mask);
    }

    /// <summary>Whether a value is a secret by the name of its setting.</summary>
    /// <param name="name">The name, e.g. <c>wandb.api_key</c>.</param>
    /// <param name="value">The value.</param>
    public static bool IsSecret(string name, string value) => (SecretNames.Is(name) || SecretNames.IsHeader(name)) && IsSecretValue(value, SecretNames.IsPassword(name));

    /// <summary>A user's name at ssh, as in <c>ssh://git@host</c>, is none.</summary>
    private static bool IsLogin(Match match) => match.Groups[1].Value is "ssh://" or "git+ssh://" && !match.Groups[2].Value.Contains(':', StringComparison.Ordinal);

    private static bool IsSignature(string name) => name.Equals("sig", StringComparison.OrdinalIgnoreCase) || name.EndsWith("signature", StringComparison.OrdinalIgnoreCase) || name.Equals("code", StringComparison.OrdinalIgnoreCase);

    /// <summary>Short values and numbers are settings, but where they are a password; what refers to a variable, or is masked already, is none.</summary>
    private static bool IsSecretValue(ReadOnlySpan<char> value, bool isPassword)
    {
        if (value.IsEmpty || value is Mask or "null" or "None" or "none" or "False" or "True" or "false" or "true" || Reference().IsMatch(value))
        {
            return false;
        }

        return isPassword || (value.Length >= 6 && !ScalarValues.IsNumber(value.ToString()) && (value.Length >= 16 || !value.ContainsAny("/\\ ")));
    }

    /// <summary>Masks the values of names that tell of a secret: <c>--api-key value</c>, <c>PASSWORD=value</c>, <c>"token": "value"</c>.</summary>
    private static string WithoutAssigned(string text, bool isProse)
    {
        StringBuilder? masked = null;
        int copied = 0;
        for (Match match = Assigned().Match(text); match.Success; match = match.NextMatch())
        {
            string name = match.Groups[1].Value;
            int start = match.Index + match.Length;
            if (start < copied || !SecretNames.Is(name))
            {
                continue;
            }

            ReadOnlySpan<char> rest = text.AsSpan(start);
            int length = text[start - 1] is '"' or '\'' ? rest.IndexOf(text[start - 1]) : rest.IndexOfAny(EndOfValue);
            ReadOnlySpan<char> value = length < 0 ? rest : rest[..length];
            bool isOption = name[0] == '-';
            bool isAssigned = isOption || match.Groups[2].ValueSpan.Contains('=') || (!isProse && match.Groups[2].ValueSpan.Contains(':'));

            // In a sentence the next word is rarely a secret, and an option after an option is none.
            if (isAssigned ? !(isOption && value.StartsWith('-')) && IsSecretValue(value, SecretNames.IsPassword(name)) : value.Length >= 8 && value.ContainsAnyInRange('0', '9') && IsSecretValue(value, isPassword: false))
            {
                masked = (masked ?? new StringBuilder()).Append(text, copied, start - copied).Append(Mask);
                copied = start + value.Length;
            }
        }

        return masked is null ? text : masked.Append(text, copied, text.Length - copied).ToString();
    }

    /// <summary><c>https://user:password@host</c>. What follows a colon is a port only where it is a number; else a slash in it is one of the password.</summary>
    [GeneratedRegex(@"([a-zA-Z][a-zA-Z0-9+.-]{0,20}://)([^\s/?#'""<>]{1,1024}|[^\s/?#@:'""<>]{1,256}:(?![0-9]{1,5}[/?#])[^\s@'""<>]{1,1024})@", RegexOptions.CultureInvariant)]
    private static partial Regex UserInfo();

    /// <summary><c>?token=value</c>.</summary>
    [GeneratedRegex(@"([?&;])([A-Za-z0-9_.-]{1,64})=([^&;\s#'""]{1,4096})", RegexOptions.CultureInvariant)]
    private static partial Regex QueryValue();

    /// <summary>A name, and what stands between it and its value.</summary>
    [GeneratedRegex(@"(?<![A-Za-z0-9_.-])(-{0,2}[A-Za-z_][A-Za-z0-9_.-]{1,200})([""']?\s{0,4}[=:]\s{0,4}[""']?|\s{1,4}[""']?)", RegexOptions.CultureInvariant)]
    private static partial Regex Assigned();

    /// <summary><c>$NAME</c>, <c>${name}</c>, <c>{{ name }}</c>, <c>%NAME%</c>, <c>&lt;name&gt;</c>, <c>[NAME]</c>.</summary>
    [GeneratedRegex(@"^(?:\$[A-Z_][A-Z0-9_]*|\$[{(].*|\{\{.*|%[A-Za-z_]+%|<.*>|\[[A-Z]+\])$", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Reference();

    [GeneratedRegex(@"\b([Bb]earer|[Aa]uthorization: (?:[Bb]asic|[Tt]oken))\s{1,4}[A-Za-z0-9._~+/=-]{8,4096}", RegexOptions.CultureInvariant)]
    private static partial Regex Bearer();

    /// <summary><c>curl -u user:password</c>, <c>wandb login key</c>, <c>sshpass -p password</c>, <c>mysql -ppassword</c>.</summary>
    [GeneratedRegex(@"(\bsshpass\s{1,4}-p\s{0,4}|\bmysql(?:dump)?\s{1,4}(?:\S{1,100}\s{1,4}){0,6}-p|\s(?:-u|--user)[\s=][""']?[^\s:'""]{1,128}:|\bwandb\s{1,4}login\s{1,4}(?:--\S{1,100}\s{1,4}){0,3}(?=[0-9a-f]{40}))([^\s'""]{1,256})", RegexOptions.CultureInvariant)]
    private static partial Regex Login();

    [GeneratedRegex(@"-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[^-]{0,20000}(?:-----END [A-Z ]{0,30}PRIVATE KEY-----)?", RegexOptions.CultureInvariant)]
    private static partial Regex PrivateKey();

    /// <summary>Tokens that are known by their form: Hugging Face, GitHub, GitLab, AWS, OpenAI and Anthropic, Stripe, Slack, Google, Databricks, NuGet, npm, PyPI, Docker, Replicate, Groq, SendGrid, Grafana, JSON web tokens, Discord's and Teams' webhooks.</summary>
    [GeneratedRegex(@"(?<![A-Za-z0-9])(?:hf_[A-Za-z0-9]{20,}|gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,}|glpat-[A-Za-z0-9_-]{20,}|(?:AKIA|ASIA)[0-9A-Z]{16}|sk-[A-Za-z0-9_-]{20,}|[rs]k_(?:live|test)_[A-Za-z0-9]{16,}|xox[abeoprs]-[A-Za-z0-9-]{10,}|AIza[0-9A-Za-z_-]{35}|ya29\.[A-Za-z0-9_-]{20,}|dapi[0-9a-f]{32}|oy2[a-z0-9]{43}|npm_[A-Za-z0-9]{36}|pypi-[A-Za-z0-9_-]{50,}|dckr_pat_[A-Za-z0-9_-]{20,}|r8_[A-Za-z0-9]{30,}|gsk_[A-Za-z0-9]{30,}|SG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}|glsa_[A-Za-z0-9_]{30,}|eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{5,})|(?<=hooks\.slack\.com/services/)[A-Za-z0-9/]{20,}|(?<=discord(?:app)?\.com/api/webhooks/[0-9]{5,25}/)[A-Za-z0-9_-]{20,}|(?<=webhook\.office\.com/webhookb2/)[^\s'""]{20,}", RegexOptions.CultureInvariant)]
    private static partial Regex KnownToken();
}
