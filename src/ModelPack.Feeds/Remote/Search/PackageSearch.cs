using System.Text.Json;
using ModelPack.Feeds.Sources;

namespace ModelPack.Feeds.Remote.Search;

/// <summary>
/// Finds packages by their tag with a feed's search. How feeds read a query differs: what is found is only where to look. Unlisted packages are not found.
/// Source: the NuGet server API, learn.microsoft.com/nuget/api/search-query-service-resource.
/// </summary>
internal sealed class PackageSearch(FeedConnection feed)
{
    private const int PageSize = 100;
    private const int MaximumPages = 10_000;
    private const int MaximumPagesOfAnId = 5;

    /// <summary>Whether the feed has a search.</summary>
    public bool IsThere => feed.Http is not null && feed.Addresses(ResourceTypes.Search) is [_, ..];

    /// <summary>The query for a tag, on feeds that know fields in queries.</summary>
    public static string ByTag(string tag) => $"tags:{tag}";

    /// <summary>Finds the ids with a tag.</summary>
    public async Task<IReadOnlyList<SearchedPackage>> FindAsync(string tag, CancellationToken cancellationToken)
    {
        try
        {
            // Not every feed knows fields in queries.
            IReadOnlyList<SearchedPackage> found = await AskForTag(ByTag(tag), tag, cancellationToken);
            return found.Count > 0 ? found : await AskForTag(tag, tag, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw FeedFailure.Of(feed.Source, exception);
        }
    }

    /// <summary>Finds the packages that the feed takes for near to an id: by its beginning, its parts, or the id alone, as feeds differ.</summary>
    /// <returns>Them; <see langword="null"/> where they are too many to be near.</returns>
    public async Task<IReadOnlyList<SearchedPackage>?> FindByIdAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            return await Ask(id, _ => true, MaximumPagesOfAnId, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw FeedFailure.Of(feed.Source, exception);
        }
    }

    private async Task<IReadOnlyList<SearchedPackage>> AskForTag(string query, string tag, CancellationToken cancellationToken) =>
        await Ask(query, package => package.MayHave(tag), MaximumPages, cancellationToken)
            ?? throw HistoryProblems.Endless(feed.Source, $"packages with the tag '{tag}'", $"it has more than {MaximumPages} pages");

    private async Task<IReadOnlyList<SearchedPackage>?> Ask(string query, Func<SearchedPackage, bool> isMeant, int mostPages, CancellationToken cancellationToken)
    {
        Dictionary<string, SearchedPackage> found = new(StringComparer.OrdinalIgnoreCase);
        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        int skip = 0;
        for (int page = 0; page < mostPages; page++)
        {
            List<SearchedPackage> packages = await AskPage(query, skip, cancellationToken);
            bool isNew = false;
            foreach (SearchedPackage package in packages)
            {
                isNew |= seen.Add(package.Id);
                if (isMeant(package))
                {
                    found.TryAdd(package.Id, package);
                }
            }

            // A feed that gives the same page again, or fewer than asked for, is followed all the same: to the first page that tells nothing new.
            if (!isNew)
            {
                return [.. found.Values];
            }

            skip += packages.Count;
        }

        return null;
    }

    private async Task<List<SearchedPackage>> AskPage(string query, int skip, CancellationToken cancellationToken)
    {
        UriBuilder address = new(feed.Addresses(ResourceTypes.Search)[0]);
        string own = FormattableString.Invariant($"q={Uri.EscapeDataString(query)}&skip={skip}&take={PageSize}&prerelease=true&semVerLevel=2.0.0");
        address.Query = address.Query.Length > 1 ? $"{address.Query[1..]}&{own}" : own;
        return await feed.Http!.GetDocumentAsync(address.Uri, Read, cancellationToken) ?? throw FeedFailure.BadAnswer(feed.Source, "its search is not there (404)");
    }

    /// <summary>Whether the first page that a query finds has an id.</summary>
    public async Task<bool> FindsAsync(string query, string id, CancellationToken cancellationToken) =>
        (await AskPage(query, 0, cancellationToken)).Any(package => package.Id.Equals(id, StringComparison.OrdinalIgnoreCase));

    private async Task<List<SearchedPackage>> Read(Stream stream, CancellationToken cancellationToken)
    {
        using JsonDocument document = await JsonDocument.ParseAsync(stream, cancellationToken: cancellationToken);
        if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("data", out JsonElement data) || data.ValueKind != JsonValueKind.Array)
        {
            throw FeedFailure.BadAnswer(feed.Source, "its search answers without 'data'");
        }

        List<SearchedPackage> packages = [];
        foreach (JsonElement item in data.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.Object && item.TryGetProperty("id", out JsonElement id) && id.ValueKind == JsonValueKind.String)
            {
                packages.Add(new SearchedPackage(id.GetString()!, Tags(item)));
            }
        }

        return packages;
    }

    // Some feeds write one text, others a list.
    private static string[]? Tags(JsonElement item)
    {
        if (!item.TryGetProperty("tags", out JsonElement tags))
        {
            return null;
        }

        string? text = tags.ValueKind switch
        {
            JsonValueKind.String => tags.GetString(),
            JsonValueKind.Array => string.Join(' ', tags.EnumerateArray().Where(tag => tag.ValueKind == JsonValueKind.String).Select(tag => tag.GetString())),
            _ => null,
        };
        return text?.Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
