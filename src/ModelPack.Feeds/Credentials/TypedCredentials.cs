using System.Net;

namespace ModelPack.Feeds.Credentials;

/// <summary>Credentials for the kinds of authentication that a credential provider names; for all where it names none.</summary>
internal sealed class TypedCredentials(NetworkCredential credential, IEnumerable<string> types) : ICredentials
{
    private readonly IReadOnlyList<string> _types = [.. types];

    public NetworkCredential? GetCredential(Uri uri, string authType) =>
        _types.Count == 0 || _types.Contains(authType, StringComparer.OrdinalIgnoreCase) ? credential : null;
}
