using ModelPack.Core.Lineage.Privacy;

namespace ModelPack.Core.Attestations;

/// <summary>Addresses that documents may name: absolute, well-formed, without credentials, and no path of somebody's disk.</summary>
internal static class WebAddress
{
    private const int Longest = 4096;

    /// <summary>The address, escaped; <see langword="null"/> where a text is none.</summary>
    public static string? Of(string? text)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > Longest)
        {
            return null;
        }

        string address = Secrets.Without(text.Trim());
        // What git takes as user@host:path.
        if (!address.Contains("://", StringComparison.Ordinal) && address.Split(':', 2) is [var host, { Length: > 0 } path] && host.Split('@') is [{ Length: > 0 }, { Length: > 0 }] && path[0] != '/')
        {
            address = $"ssh://{host}/{path}";
        }

        return Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) && !uri.IsFile && uri.Scheme is not ("javascript" or "data") && Uri.IsWellFormedUriString(uri.AbsoluteUri, UriKind.Absolute)
            ? uri.AbsoluteUri
            : null;
    }

    /// <summary>A path as a relative reference.</summary>
    public static string Relative(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
}
