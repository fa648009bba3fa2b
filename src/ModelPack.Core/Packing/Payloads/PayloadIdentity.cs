using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ModelPack.Core.Packing.Payloads;

/// <summary>What names payload packages apart from their content. Packages of one identity with one content have equal bytes.</summary>
/// <param name="Prefix">The first part of the ids.</param>
/// <param name="Revision">The last number of the version: a feed that has burnt a version gets the content under the next one.</param>
/// <param name="RepositoryUrl">The repository that feeds show; <see langword="null"/> for none.</param>
public sealed record PayloadIdentity(string Prefix, int Revision = 0, string? RepositoryUrl = null)
{
    /// <summary>How many hexadecimal digits of the SHA-256 an id has: ids have at most 100 characters.</summary>
    public const int DigestLength = 32;

    /// <summary>The longest prefix: what NuGet leaves of the 100 characters of an id.</summary>
    public const int LongestPrefix = 100 - DigestLength - 9;

    private const string Infix = ".Payload.";

    /// <summary>The version of every payload package of this identity.</summary>
    public string Version => string.Create(CultureInfo.InvariantCulture, $"1.0.{Revision}");

    /// <summary>A text that differs where the packages' bytes do.</summary>
    public string Key => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{PayloadEnvelope.Format}\n{Prefix}\n{Version}\n{RepositoryUrl}")))[..16];

    /// <summary>The default prefix of a package's payloads: the first segment of its id, so that an owner's reserved prefix and source mapping cover them.</summary>
    /// <param name="packageId">The package's id.</param>
    public static string DefaultPrefix(string packageId)
    {
        int dot = packageId.IndexOf('.', StringComparison.Ordinal);
        string first = dot < 0 ? packageId : packageId[..dot];
        return first.Length <= LongestPrefix ? first : first[..LongestPrefix].TrimEnd('-', '_');
    }

    /// <summary>Whether a text can be the first part of package ids.</summary>
    /// <param name="prefix">The text.</param>
    public static bool IsPrefix(string prefix) => prefix.Length is > 0 and <= LongestPrefix && ModelLayoutRules.IsPackageId(prefix);

    /// <summary>The id of the package with a content.</summary>
    /// <param name="sha256">The content's SHA-256.</param>
    public string Id(string sha256) => Prefix + Infix + sha256[..DigestLength];

    /// <summary>The file name of the package with a content.</summary>
    /// <param name="sha256">The content's SHA-256.</param>
    public string FileName(string sha256) => $"{Id(sha256)}.{Version}.nupkg";
}
