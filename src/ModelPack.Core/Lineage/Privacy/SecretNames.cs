using System.Text.RegularExpressions;

namespace ModelPack.Core.Lineage.Privacy;

/// <summary>Tells by the name of a setting or argument that its value is a secret.</summary>
internal static partial class SecretNames
{
    /// <summary>Words of a secret, wherever they stand in a name.</summary>
    private static readonly HashSet<string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        "secret", "secrets", "passwd", "pwd", "credential", "credentials", "apikey", "accountkey", "authtoken", "accesstoken", "apitoken", "refreshtoken", "bearertoken", "sessiontoken",
    };

    /// <summary>What before <c>key</c> makes it a secret.</summary>
    private static readonly HashSet<string> KeyOwners = new(StringComparer.OrdinalIgnoreCase)
    {
        "api", "access", "secret", "private", "account", "encryption", "signing", "subscription", "wandb", "openai", "anthropic", "hf", "huggingface", "aws", "azure", "gcp", "ssh", "license",
        "licence", "client", "auth", "session", "service", "comet", "neptune",
    };

    /// <summary>What before <c>pass</c> makes it a password.</summary>
    private static readonly HashSet<string> PassOwners = new(StringComparer.OrdinalIgnoreCase) { "db", "user", "mysql", "postgres", "pg", "smtp", "ftp", "mongo", "redis", "sql", "admin", "root", "http", "proxy" };

    /// <summary>What before <c>token</c> makes it a word of a vocabulary rather than a secret.</summary>
    private static readonly HashSet<string> VocabularyTokens = new(StringComparer.OrdinalIgnoreCase)
    {
        "pad", "eos", "bos", "unk", "mask", "cls", "sep", "start", "end", "special", "image", "num", "max", "min", "new", "per", "class", "no", "pooling", "first", "last", "prefix", "suffix",
        "middle", "stop", "begin", "target", "source", "decoder", "encoder", "generated", "response", "instruction", "blank", "sot", "eot", "audio", "video", "text",
    };

    /// <summary>Whether a name is one of a secret.</summary>
    /// <param name="name">The name, with what it is in: <c>wandb.api_key</c>.</param>
    public static bool Is(string name)
    {
        string[] words = Split().Split(name).Where(word => word.Length > 0).ToArray();
        for (int i = 0; i < words.Length; i++)
        {
            string word = words[i];
            string before = i > 0 ? words[i - 1] : "";
            if (Words.Contains(word)
                || IsPasswordWord(word)
                || (Same(word, "key") && KeyOwners.Contains(before))
                || (Same(word, "pass") && PassOwners.Contains(before))
                || (i == words.Length - 1 && (Same(word, "sas") || Same(word, "pw") || (Same(word, "token") && !VocabularyTokens.Contains(before))))
                || (Same(word, "string") && Same(before, "connection")))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a setting is a header of requests that carries credentials.</summary>
    /// <param name="name">The name, with what it is in: <c>headers.Authorization</c>.</param>
    public static bool IsHeader(string name) => Split().Split(name)[^1] is var last && (Same(last, "authorization") || Same(last, "cookie"));

    /// <summary>Whether it is one of a password, which may be short, or a number.</summary>
    /// <param name="name">The name.</param>
    public static bool IsPassword(string name) => Split().Split(name).Any(IsPasswordWord);

    private static bool IsPasswordWord(string word) => word.EndsWith("password", StringComparison.OrdinalIgnoreCase) || word.EndsWith("passphrase", StringComparison.OrdinalIgnoreCase);

    private static bool Same(string word, string other) => word.Equals(other, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"[_./:-]+|(?<=[a-z0-9])(?=[A-Z])", RegexOptions.CultureInvariant)]
    private static partial Regex Split();
}
