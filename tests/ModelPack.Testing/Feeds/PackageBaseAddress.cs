using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ModelPack.Testing.Feeds;

/// <summary>Package content: the versions of an id, and each package's bytes and nuspec.</summary>
internal sealed class PackageBaseAddress(FeedStore store) : IFeedResource
{
    public string Type => "PackageBaseAddress/3.0.0";

    public string Path => "/v3/flatcontainer";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path + "/{id}/index.json", (string id) => Versions(id));
        routes.MapGet(Path + "/{id}/{version}/{file}", (string id, string version, string file) => File(id, version, file));
    }

    private IResult Versions(string id)
    {
        IReadOnlyList<FeedPackage> packages = store.Find(id);
        return packages.Count == 0 ? Results.NotFound() : Results.Json(new { versions = packages.Select(package => package.VersionKey) });
    }

    private IResult File(string id, string version, string file)
    {
        FeedPackage? package = store.Find(id, version);
        return package switch
        {
            not null when Is(file, $"{package.IdKey}.{package.VersionKey}.nupkg") => Results.File(package.Path, "application/octet-stream", enableRangeProcessing: true),
            not null when Is(file, $"{package.IdKey}.nuspec") => Results.Bytes(package.ReadNuspec(), "application/xml"),
            _ => Results.NotFound(),
        };
    }

    private static bool Is(string file, string name) => file.Equals(name, StringComparison.OrdinalIgnoreCase);
}
