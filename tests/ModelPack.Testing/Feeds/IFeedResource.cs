using Microsoft.AspNetCore.Routing;

namespace ModelPack.Testing.Feeds;

/// <summary>A resource of the NuGet server API, as the service index lists it.</summary>
internal interface IFeedResource
{
    /// <summary>The <c>@type</c>.</summary>
    string Type { get; }

    /// <summary>The path of the <c>@id</c>, with a slash in front and none at the end.</summary>
    string Path { get; }

    /// <summary>Adds what the resource answers.</summary>
    void Map(IEndpointRouteBuilder routes);
}
