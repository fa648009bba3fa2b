using System.Text.RegularExpressions;

namespace ModelPack.Feeds.Collecting;

/// <summary>The ids of payload packages: a prefix and the beginning of a digest.</summary>
internal static partial class PayloadName
{
    /// <summary>The prefix of a payload's id; <see langword="null"/> where it is none.</summary>
    public static string? Prefix(string id) => Pattern().Match(id) is { Success: true } match ? match.Groups[1].Value : null;

    /// <summary>The beginning of the digest in a payload's id; <see langword="null"/> where it is none.</summary>
    public static string? Digest(string id) => Pattern().Match(id) is { Success: true } match ? match.Groups[2].Value.ToLowerInvariant() : null;

    [GeneratedRegex(@"^(.+)\.Payload\.([0-9a-f]{32})\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
