using Microsoft.AspNetCore.Routing;

namespace ModelPack.Testing.Feeds;

/// <summary>A resource of the NuGet server API, as the service index lists it.</summary>
internal interface IFeedResource
{
    /// <summary>The <c>@type</c>s.</summary>
    IReadOnlyList<string> Types { get; }

    /// <summary>The <c>@id</c>.</summary>
    FeedUrl Url { get; }

    /// <summary>Adds what the resource answers.</summary>
    void Map(IEndpointRouteBuilder routes);
}
