using System.Diagnostics;
using System.Text.Json;
using ModelPack.Feeds.Sources;
using NuGet.Protocol;

namespace ModelPack.Feeds.Probing;

/// <summary>Finds out how a feed's search finds packages by a tag.</summary>
internal sealed class TagSearchProbe(FeedConnection connection, ProbePackages packages, ProbeOptions options)
{
    // Newer types than the client library knows, and those without a version.
    private static readonly string[] Types = ["SearchQueryService/3.5.0", .. ServiceTypes.SearchQueryService, "SearchQueryService/3.0.0-rc", "SearchQueryService"];

    /// <summary>Searches until the package shows.</summary>
    public async Task<TagSearchMeaning> RunAsync(CancellationToken cancellationToken)
    {
        if (connection.Http is not { } http || connection.Addresses(Types) is not [var search, ..])
        {
            return TagSearchMeaning.NoSearch;
        }

        long start = Stopwatch.GetTimestamp();
        for (TimeSpan delay = options.Push.ConfirmDelay; ; delay *= 2)
        {
            if (await Finds(http, search, $"tags:{packages.Tag}", cancellationToken))
            {
                return TagSearchMeaning.ByTag;
            }

            if (await Finds(http, search, packages.Tag, cancellationToken))
            {
                return TagSearchMeaning.AsText;
            }

            if (Stopwatch.GetElapsedTime(start) + delay > options.Patience)
            {
                return TagSearchMeaning.NotFound;
            }

            await Task.Delay(delay, cancellationToken);
        }
    }

    private Task<bool> Finds(HttpFeedClient http, Uri search, string query, CancellationToken cancellationToken)
    {
        UriBuilder address = new(search);
        string mine = $"q={Uri.EscapeDataString(query)}&skip=0&take=20&prerelease=true&semVerLevel=2.0.0";
        address.Query = address.Query.Length > 1 ? $"{address.Query[1..]}&{mine}" : mine;
        return http.GetDocumentAsync(
            address.Uri,
            async (stream, token) =>
            {
                using JsonDocument document = await JsonDocument.ParseAsync(stream, cancellationToken: token);
                return document.RootElement.TryGetProperty("data", out JsonElement data)
                    && data.ValueKind == JsonValueKind.Array
                    && data.EnumerateArray().Any(hit => hit.TryGetProperty("id", out JsonElement id) && packages.Id.Equals(id.GetString(), StringComparison.OrdinalIgnoreCase));
            },
            cancellationToken);
    }
}
