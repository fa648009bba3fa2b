using System.Collections.Concurrent;
using System.Text.Json;
using ModelPack.Feeds.Sources;
using NuGet.Versioning;

namespace ModelPack.Feeds.Remote.Registrations;

/// <summary>
/// Lists the versions of an id from a feed's "package metadata" resource: an index of pages, which hold their versions or name the address of a document that does.
/// Source: the NuGet server API, learn.microsoft.com/nuget/api/registration-base-url-resource.
/// </summary>
internal sealed class RegistrationReader(FeedConnection feed, FeedOptions options)
{
    private const int MaximumPages = 20_000;
    private const int MaximumVersions = 1_000_000;

    /// <summary>Lists the versions.</summary>
    /// <returns>The versions, in no order; <see langword="null"/> where the feed has no such resource, or nothing in it of the id.</returns>
    public async Task<IReadOnlyList<PublishedVersion>?> ListAsync(string id, CancellationToken cancellationToken)
    {
        if (feed.Http is null || feed.Addresses(ResourceTypes.Registrations) is not [var address, ..])
        {
            return null;
        }

        try
        {
            JsonElement? index = await Document(HttpFeed.Below(address, $"{id.ToLowerInvariant()}/index.json"), cancellationToken);
            return index is null ? null : await ReadPages(id, [.. Items(index.Value)], cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw FeedFailure.Of(feed.Source, exception);
        }
    }

    private async Task<IReadOnlyList<PublishedVersion>> ReadPages(string id, List<JsonElement> pages, CancellationToken cancellationToken)
    {
        if (pages.Count > MaximumPages)
        {
            throw HistoryProblems.Endless(feed.Source, $"versions of '{id}'", $"it has {pages.Count} pages");
        }

        HashSet<Uri> seen = [];
        List<Uri> elsewhere = [];
        ConcurrentBag<PublishedVersion> versions = [];
        foreach (JsonElement page in pages)
        {
            if (page.ValueKind == JsonValueKind.Object && page.TryGetProperty("items", out JsonElement items) && items.ValueKind == JsonValueKind.Array)
            {
                Read(items, id, versions);
            }
            else
            {
                Uri address = PageAddress(page);
                elsewhere.Add(seen.Add(address) ? address : throw HistoryProblems.Endless(feed.Source, $"versions of '{id}'", "it names one page twice"));
            }
        }

        await Parallel.ForEachAsync(
            elsewhere,
            new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, options.Concurrency), CancellationToken = cancellationToken },
            async (address, token) =>
            {
                JsonElement page = await Document(address, token) ?? throw FeedFailure.BadAnswer(feed.Source, "a page of its package metadata is not there (404)");
                if (page.ValueKind != JsonValueKind.Object || !page.TryGetProperty("items", out JsonElement items) || items.ValueKind != JsonValueKind.Array)
                {
                    throw FeedFailure.BadAnswer(feed.Source, "a page of its package metadata has no versions");
                }

                Read(items, id, versions);
            });
        return [.. versions];
    }

    private void Read(JsonElement items, string id, ConcurrentBag<PublishedVersion> versions)
    {
        foreach (JsonElement item in items.EnumerateArray())
        {
            if (RegistrationEntry.Read(item, feed.Source) is { } version)
            {
                versions.Add(version);
            }
            else if (item.ValueKind == JsonValueKind.Object && item.TryGetProperty("items", out _))
            {
                throw HistoryProblems.Endless(feed.Source, $"versions of '{id}'", "a page holds pages again");
            }
        }

        if (versions.Count > MaximumVersions)
        {
            throw HistoryProblems.Endless(feed.Source, $"versions of '{id}'", $"it has more than {MaximumVersions} of them");
        }
    }

    private Uri PageAddress(JsonElement page) =>
        page.ValueKind == JsonValueKind.Object && page.TryGetProperty("@id", out JsonElement address) && address.ValueKind == JsonValueKind.String
            && Uri.TryCreate(address.GetString(), UriKind.Absolute, out Uri? uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
            ? new UriBuilder(uri) { Fragment = "" }.Uri
            : throw FeedFailure.BadAnswer(feed.Source, "a page of its package metadata has no address");

    private JsonElement.ArrayEnumerator Items(JsonElement index) =>
        index.ValueKind == JsonValueKind.Object && index.TryGetProperty("items", out JsonElement items) && items.ValueKind == JsonValueKind.Array
            ? items.EnumerateArray()
            : throw FeedFailure.BadAnswer(feed.Source, "its package metadata has no pages");

    private Task<JsonElement?> Document(Uri address, CancellationToken cancellationToken) => feed.Http!.GetDocumentAsync<JsonElement?>(
        address,
        async (stream, token) =>
        {
            using JsonDocument document = await JsonDocument.ParseAsync(stream, cancellationToken: token);
            return document.RootElement.Clone();
        },
        cancellationToken);
}
