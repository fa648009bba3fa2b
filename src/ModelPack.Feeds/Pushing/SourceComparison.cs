using ModelPack.Feeds.Packages;
using ModelPack.Feeds.Sources;
using NuGet.Versioning;

namespace ModelPack.Feeds.Pushing;

/// <summary>Compares a package with what a source has under its id and version.</summary>
internal sealed class SourceComparison(FeedConnection connection, PushOptions options)
{
    private const long Slack = 64 << 20;

    /// <summary>Whether the source has the package, with the same content.</summary>
    /// <exception cref="Core.Diagnostics.ModelPackException">It has another under the same version (MP5020), or what it has is damaged.</exception>
    public async Task<bool> RunAsync(LocalPackage package, CancellationToken cancellationToken) =>
        await HasVersionAsync(package.Id, package.Version, cancellationToken) && await RunUnlistedAsync(package, cancellationToken);

    /// <summary>As <see cref="RunAsync"/>, of the package alone: the source's list may be older than its packages.</summary>
    /// <exception cref="Core.Diagnostics.ModelPackException">It has another under the same version (MP5020), or what it has is damaged.</exception>
    public async Task<bool> RunUnlistedAsync(LocalPackage package, CancellationToken cancellationToken)
    {
        if (!options.Verify && package.Payload is { Head.Length: > 0 } payload && connection.Feed is HttpFeed feed)
        {
            if (await feed.ReadHeadAsync(package.Id, package.Version, payload.Head.Length, cancellationToken) is not { } head)
            {
                return false;
            }

            // The head holds the content's digest, length and checksum. What a feed signs grows at its end.
            if (head.Total >= package.Length && head.Bytes.Span.SequenceEqual(payload.Head.Span))
            {
                return true;
            }
        }

        await using FileStream copy = TemporaryCopy.Open();
        return await connection.Feed.CopyAsync(package.Id, package.Version, copy, Math.Min(options.Feed.MaximumPackageSize, (package.Length * 2) + Slack), cancellationToken)
            && await Require(package, copy, cancellationToken);
    }

    /// <summary>Whether the source lists a version.</summary>
    public async Task<bool> HasVersionAsync(string id, NuGetVersion version, CancellationToken cancellationToken) =>
        (await connection.Feed.ListVersionsAsync(id, cancellationToken)).Contains(version, VersionComparer.VersionRelease);

    /// <summary>Whether the source has a payload, of which only the manifest is known.</summary>
    /// <exception cref="Core.Diagnostics.ModelPackException">Its package has another content (MP5008), or is damaged (MP5007).</exception>
    public async Task<bool> HasPayloadAsync(ModelPayload payload, CancellationToken cancellationToken)
    {
        NuGetVersion version = PackageLocator.ParseVersion(payload.Version);
        if (!await HasVersionAsync(payload.Id, version, cancellationToken))
        {
            return false;
        }

        if (!options.Verify && connection.Feed is HttpFeed feed)
        {
            if (await feed.ReadHeadAsync(payload.Id, version, PayloadPart.LongestHead, cancellationToken) is not { } head)
            {
                return false;
            }

            if (head.Total > payload.Size && PayloadPart.IsHeadOf(head.Bytes.Span, payload))
            {
                return true;
            }
        }

        ExpectedContent expected = new(payload.Sha256.ToLowerInvariant(), payload.Size);
        await using FileStream copy = TemporaryCopy.Open();
        if (!await connection.Feed.CopyAsync(payload.Id, version, copy, Math.Min(options.Feed.MaximumPackageSize, expected.MaximumPackage), cancellationToken))
        {
            return false;
        }

        await new PackageCheck(connection.Source, payload.Id, version, expected, options.Feed.MaximumPackageSize).RunAsync(copy, cancellationToken);
        return true;
    }

    /// <summary>Compares a package with a file of the source.</summary>
    /// <exception cref="Core.Diagnostics.ModelPackException">It is another (MP5020), or damaged (MP5007).</exception>
    public async Task<bool> RequireSame(LocalPackage package, string file, CancellationToken cancellationToken)
    {
        await using FileStream other = new(file, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        if (!options.Verify && package.Payload is { Head.Length: > 0 } payload && other.Length == package.Length)
        {
            byte[] head = new byte[payload.Head.Length];
            await other.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
            if (payload.Head.Span.SequenceEqual(head))
            {
                return true;
            }

            other.Position = 0;
        }

        return await Require(package, other, cancellationToken, file);
    }

    private async Task<bool> Require(LocalPackage package, FileStream other, CancellationToken cancellationToken, string? file = null)
    {
        string? difference;
        try
        {
            other.Position = 0;
            difference = await ContentComparison.Difference(package, other, cancellationToken);
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException)
        {
            throw file is null
                ? PackageFailure.Damaged(connection.Source, package.Id, package.Version, "it is no sound archive", exception)
                : PackageFailure.DamagedFile(connection.Source, package.Id, package.Version, file, exception);
        }

        return difference is null ? true : throw PushFailure.Conflict(connection.Source, package, difference);
    }
}
