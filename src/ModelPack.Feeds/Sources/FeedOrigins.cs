using System.Collections.Concurrent;
using NuGet.Configuration;

namespace ModelPack.Feeds.Sources;

/// <summary>
/// Where the credentials of a source may go: to the origin (scheme, host, port) of the source, and to the HTTPS origins that its service index names. Whoever a request
/// is redirected to is neither.
/// </summary>
internal sealed class FeedOrigins
{
    private readonly ConcurrentDictionary<(string Source, string Origin), bool> _named = new();

    /// <summary>Takes what the service index of a source names.</summary>
    public void Add(PackageSource source, IEnumerable<Uri> addresses)
    {
        foreach (Uri address in addresses.Where(address => address.IsAbsoluteUri && address.Scheme == Uri.UriSchemeHttps))
        {
            _named.TryAdd((source.Name, Of(address)), true);
        }
    }

    /// <summary>Whether a server is asked with the source's credentials.</summary>
    public bool Trusts(PackageSource source, Uri address) => AreSame(source.SourceUri, address) || _named.ContainsKey((source.Name, Of(address)));

    /// <summary>Whether two addresses are of one server.</summary>
    public static bool AreSame(Uri first, Uri second) => Of(first) == Of(second);

    /// <summary>The origin of an address, as messages name it: nothing of a path, a query or credentials, which may be secrets.</summary>
    public static string Of(Uri address) => address.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);
}
