using System.Net;
using NuGet.Configuration;

namespace ModelPack.Feeds.Sources;

/// <summary>The credentials of a source, for the servers that may have them. NuGet's own give them to every server that asks.</summary>
internal sealed class OriginCredentials(ICredentials inner, PackageSource source, FeedOrigins origins) : ICredentials
{
    public NetworkCredential? GetCredential(Uri uri, string authType) => origins.Trusts(source, uri) ? inner.GetCredential(uri, authType) : null;
}
