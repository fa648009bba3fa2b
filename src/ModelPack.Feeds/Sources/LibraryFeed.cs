using NuGet.Common;
using NuGet.Configuration;
using NuGet.Protocol.Core.Types;
using NuGet.Versioning;

namespace ModelPack.Feeds.Sources;

/// <summary>A folder of either layout, a v2 feed, or a v3 feed without the "package content" resource: what NuGet's client knows to read.</summary>
internal sealed class LibraryFeed(PackageSource source, FindPackageByIdResource packages, Attempts attempts, FeedOptions options) : IFeed
{
    public PackageSource Source => source;

    public async Task<IReadOnlyList<NuGetVersion>> ListVersionsAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            RequireFolder();
            return await attempts.RunBounded(
                async token =>
                {
                    using SourceCacheContext cache = Cache();
                    return (IReadOnlyList<NuGetVersion>)[.. await packages.GetAllVersionsAsync(id, cache, NullLogger.Instance, token) ?? []];
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
            RequireFolder();
            using SourceCacheContext cache = Cache();
            if (!await packages.DoesPackageExistAsync(id, version, cache, NullLogger.Instance, cancellationToken))
            {
                return false;
            }

            destination.SetLength(0);
            using CountingStream counted = new(destination, limit, done => options.Progress?.Report(new FetchProgress(id, version, done, null)));
            return await packages.CopyNupkgToStreamAsync(id, version, counted, cache, NullLogger.Instance, cancellationToken)
                ? true
                : throw FeedFailure.Unreachable(source, $"it lists '{id}' {version.ToNormalizedString()}, but does not send it");
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw exception is AnswerTooLargeException ? PackageFailure.TooLarge(source, id, version, limit) : FeedFailure.Of(source, exception);
        }
    }

    private static SourceCacheContext Cache() => new() { NoCache = true, DirectDownload = true, RefreshMemoryCache = true };

    // The client takes a folder that is not there for an empty one in places.
    private void RequireFolder()
    {
        if (source.IsLocal && !Directory.Exists(source.Source))
        {
            throw new DirectoryNotFoundException();
        }
    }
}
