using System.Text.Json;
using ModelPack.Core.Diagnostics;
using NuGet.Configuration;
using NuGet.Protocol;
using NuGet.Protocol.Core.Types;
using NuGet.Versioning;

namespace ModelPack.Feeds.Sources;

/// <summary>
/// A v3 feed, by its "package content" resource: the versions of an id, and the packages.
/// Source: the NuGet server API, learn.microsoft.com/nuget/api/package-base-address-resource.
/// </summary>
internal sealed class HttpFeed(PackageSource source, HttpFeedClient client, Uri content, FeedOptions options) : IFeed
{
    private const int BufferSize = 1 << 17;

    public PackageSource Source => source;

    /// <summary>Where a package is.</summary>
    public Uri PackageAddress(string id, NuGetVersion version)
    {
        string number = version.ToNormalizedString().ToLowerInvariant();
        return Address($"{Key(id)}/{number}/{Key(id)}.{number}.nupkg");
    }

    public async Task<IReadOnlyList<NuGetVersion>> ListVersionsAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            VersionList? list = await client.GetDocumentAsync(
                Address($"{Key(id)}/index.json"),
                async (stream, token) => await JsonSerializer.DeserializeAsync(stream, FeedJsonContext.Default.VersionList, token),
                cancellationToken);
            return [.. (list?.Versions ?? []).Select(text => NuGetVersion.TryParse(text, out NuGetVersion? version) ? version : null).OfType<NuGetVersion>()];
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw FeedFailure.Of(source, exception);
        }
    }

    /// <summary>Reads the nuspec of a package.</summary>
    /// <returns>The nuspec, or <see langword="null"/> where the feed has none.</returns>
    public async Task<MemoryStream?> ReadNuspecAsync(string id, NuGetVersion version, CancellationToken cancellationToken)
    {
        try
        {
            return await client.GetDocumentAsync(
                Address($"{Key(id)}/{version.ToNormalizedString().ToLowerInvariant()}/{Key(id)}.nuspec"),
                async (stream, token) =>
                {
                    MemoryStream nuspec = new();
                    await stream.CopyToAsync(nuspec, token);
                    nuspec.Position = 0;
                    return nuspec;
                },
                cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw FeedFailure.Of(source, exception);
        }
    }

    public async Task<bool> CopyAsync(string id, NuGetVersion version, Stream destination, long limit, CancellationToken cancellationToken)
    {
        try
        {
            return await client.GetPackageAsync(PackageAddress(id, version), (response, token) => Copy(response, id, version, destination, limit, token), cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw FeedFailure.Of(source, exception);
        }
    }

    /// <summary>Reads the first bytes of a package, without the rest.</summary>
    /// <returns>The bytes, and the size of the package where the feed says it; <see langword="null"/> where it has no such package.</returns>
    public async Task<PackageHead?> ReadHeadAsync(string id, NuGetVersion version, int count, CancellationToken cancellationToken)
    {
        try
        {
            return await client.GetPartAsync(PackageAddress(id, version), 0, count, async (response, token) => await Head(response, count, token), cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw FeedFailure.Of(source, exception);
        }
    }

    private static async Task<PackageHead> Head(HttpResponseMessage response, int count, CancellationToken cancellationToken)
    {
        // Not every feed cuts, or says so rightly.
        bool isPart = response.StatusCode == System.Net.HttpStatusCode.PartialContent;
        long? total = isPart ? response.Content.Headers.ContentRange?.Length : response.Content.Headers.ContentLength;
        if (isPart && response.Content.Headers.ContentRange?.From != 0)
        {
            return new PackageHead(ReadOnlyMemory<byte>.Empty, isPart, total);
        }

        byte[] bytes = new byte[count];
        await using Stream body = await response.Content.ReadAsStreamAsync(cancellationToken);
        return new PackageHead(bytes.AsMemory(0, await body.ReadAtLeastAsync(bytes, count, throwOnEndOfStream: false, cancellationToken)), isPart, total);
    }

    private async Task Copy(HttpResponseMessage response, string id, NuGetVersion version, Stream destination, long limit, CancellationToken cancellationToken)
    {
        long? total = response.Content.Headers.ContentLength;
        if (total > limit)
        {
            throw PackageFailure.TooLarge(source, id, version, limit);
        }

        // A second try starts again.
        destination.SetLength(0);
        await using Stream body = await response.Content.ReadAsStreamAsync(cancellationToken);
        using CountingStream counted = new(destination, limit, done => options.Progress?.Report(new FetchProgress(id, version, done, total)));
        try
        {
            await body.CopyToAsync(counted, BufferSize, cancellationToken);
        }
        catch (AnswerTooLargeException)
        {
            throw PackageFailure.TooLarge(source, id, version, limit);
        }

        if (counted.Position < total)
        {
            throw new IOException("The answer is shorter than it says.");
        }
    }

    /// <summary>An address below another, which may come with or without a slash at its end, and with a query.</summary>
    public static Uri Below(Uri address, string relative)
    {
        UriBuilder builder = new(address);
        builder.Path = builder.Path.TrimEnd('/') + "/" + relative;
        return builder.Uri;
    }

    private Uri Address(string relative) => Below(content, relative);

    private static string Key(string id) => id.ToLowerInvariant();
}
