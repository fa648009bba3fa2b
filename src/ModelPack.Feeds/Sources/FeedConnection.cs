using NuGet.Configuration;
using NuGet.Protocol;

namespace ModelPack.Feeds.Sources;

/// <summary>An open source: what packages are read through, and for an HTTP feed what its service index names.</summary>
/// <param name="Feed">Lists and copies packages.</param>
/// <param name="Http">Requests to the source; <see langword="null"/> for a folder.</param>
/// <param name="Index">The service index; <see langword="null"/> for a folder and for a v2 feed.</param>
/// <param name="Attempts">How what may pass is tried again.</param>
internal sealed record FeedConnection(IFeed Feed, HttpFeedClient? Http, ServiceIndexResourceV3? Index, Attempts Attempts)
{
    /// <summary>The source as it is configured.</summary>
    public PackageSource Source => Feed.Source;

    /// <summary>The <c>@id</c>s of a resource, best first; none where the feed has no such resource.</summary>
    /// <param name="types">The resource's types, the preferred one first: a list of <see cref="ServiceTypes"/>.</param>
    public IReadOnlyList<Uri> Addresses(params string[] types) => Index?.GetServiceEntryUris(types) is { } found ? [.. found] : [];
}
