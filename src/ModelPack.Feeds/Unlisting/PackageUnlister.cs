using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Xml;
using ModelPack.Core.Diagnostics;
using ModelPack.Feeds.Configuration;
using ModelPack.Feeds.Diagnostics;
using ModelPack.Feeds.Probing;
using ModelPack.Feeds.Pushing;
using ModelPack.Feeds.Remote;
using ModelPack.Feeds.Sources;
using NuGet.Configuration;
using NuGet.Versioning;

namespace ModelPack.Feeds.Unlisting;

/// <summary>
/// Unlists versions: searches and "latest" no longer show them, and who names one still gets it. NuGet's protocol has only "delete" for that, which some feeds take
/// literally: so nothing is sent to a folder, nor to a feed that is not known to unlist.
/// </summary>
public sealed class PackageUnlister
{
    private readonly PushSource _source;
    private readonly RemotePackages _remote;

    /// <summary>Takes a configuration.</summary>
    /// <param name="context">Sources, credentials and API keys.</param>
    /// <param name="source">The name of a configured source or an address.</param>
    /// <param name="options">How the source is asked; <see langword="null"/> for the defaults.</param>
    /// <exception cref="ModelPackException">There is no such source (MP5001).</exception>
    public PackageUnlister(FeedContext context, string source, PushOptions? options = null)
    {
        _source = new PushSource(context, source, options);
        _remote = new RemotePackages(context, _source.Options.Feed);
    }

    /// <summary>The source.</summary>
    public PackageSource Source => _source.Source;

    /// <summary>How messages name it.</summary>
    public string Name => _source.Name;

    /// <summary>Unlists a version.</summary>
    /// <param name="id">The id.</param>
    /// <param name="version">The version.</param>
    /// <param name="feedUnlists">Whether the user says that the feed unlists; else a probe must have found that out.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The version, and whether the source confirms that it is no longer listed.</returns>
    /// <exception cref="ModelPackException">It cannot be done there, was not done, or is not known to be safe (MP5029); the source has no such version (MP5004, MP5005), or lets nobody (MP5003).</exception>
    public async Task<UnlistedPackage> UnlistAsync(string id, NuGetVersion version, bool feedUnlists, CancellationToken cancellationToken)
    {
        if (Source.IsLocal)
        {
            throw Refuse($"The source {SourceName.Of(Source)} is a folder: deleting there removes the file. Nothing was done; deprecate or revoke the version instead.");
        }

        if (!feedUnlists)
        {
            RequireKnown();
        }

        FeedConnection connection = await _source.ConnectAsync(cancellationToken);
        await RequireVersion(connection, id, version, cancellationToken);
        // Not every feed deletes what is spelled otherwise.
        id = await Spelling(connection, id, version, cancellationToken);
        if (await _source.OpenAsync(cancellationToken) is not HttpPushTarget target)
        {
            throw PushFailure.NoResource(Source);
        }

        if (await State(id, version, cancellationToken) == ListingState.Unlisted)
        {
            return new UnlistedPackage(id, version, IsConfirmed: true);
        }

        PushAnswer? answer = await Delete(connection, target, id, version, cancellationToken);
        return await Judge(answer, target, id, version, cancellationToken);
    }

    private void RequireKnown()
    {
        (DeleteMeaning known, DateTimeOffset probed) = PromiseMemory.Find(Source);
        string day = probed.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (known == DeleteMeaning.Unknown)
        {
            throw Refuse($"The source {SourceName.Of(Source)} is not known to unlist: it may delete instead. Nothing was done; run 'dotnet modelpack feed check' on it, or say '--feed-unlists' where you know that it does.");
        }

        if (known != DeleteMeaning.Unlists)
        {
            throw Refuse($"The source {SourceName.Of(Source)} does not unlist: its 'feed check' of {day} found that deleting {Words(known)} there. Nothing was done; deprecate or revoke the version instead.");
        }

        if (DateTimeOffset.UtcNow - probed > TimeSpan.FromDays(PromiseMemory.Days))
        {
            throw Refuse(
                $"That the source {SourceName.Of(Source)} unlists was found out on {day}, more than {PromiseMemory.Days} days ago: by now it may delete instead. "
                    + "Nothing was done; run 'dotnet modelpack feed check' on it again, or say '--feed-unlists' where you know that it does.");
        }
    }

    // The answer may be lost, or of a second try, or say more than was done: what the source shows counts.
    private async Task<UnlistedPackage> Judge(PushAnswer? answer, HttpPushTarget target, string id, NuGetVersion version, CancellationToken cancellationToken)
    {
        if (answer?.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            throw PushFailure.Unauthorized(Source, (int)answer.Status, target.Publish.HasKey, answer.Text);
        }

        string name = $"'{id}' {version.ToNormalizedString()}";
        return await Settled(id, version, cancellationToken) switch
        {
            ListingState.Gone => throw Refuse($"The source {SourceName.Of(Source)} removed {name} instead of unlisting it. Push it again if somebody needs it, and do not unlist there."),
            ListingState.Unlisted => new UnlistedPackage(id, version, IsConfirmed: true),
            ListingState.NotTold when answer is null or { IsSuccess: true } => new UnlistedPackage(id, version, IsConfirmed: false),
            _ when answer is { IsSuccess: false } => throw Refuse($"The source {SourceName.Of(Source)} does not unlist {name} ({(int)answer.Status}){(answer.Text.Length > 0 ? $": \"{answer.Text}\"" : "")}. Deprecate or revoke it instead."),
            _ => throw Refuse($"The source {SourceName.Of(Source)} {(answer is null ? "gave no answer to unlisting" : "says that it unlisted")} {name}, and still lists it. Look again later with 'versions': its list may be an old one. Else deprecate or revoke it instead."),
        };
    }

    // Lists are brought up to date a while after.
    private async Task<ListingState> Settled(string id, NuGetVersion version, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        for (TimeSpan delay = _source.Options.ConfirmDelay; ; delay *= 2)
        {
            ListingState state = await State(id, version, cancellationToken);
            if (state != ListingState.Listed || Stopwatch.GetElapsedTime(start) + delay > _source.Options.ConfirmTimeout / 10)
            {
                return state;
            }

            await Task.Delay(delay, cancellationToken);
        }
    }

    private async Task<ListingState> State(string id, NuGetVersion version, CancellationToken cancellationToken) =>
        (await _remote.ListAsync(Source, id, cancellationToken)).FirstOrDefault(known => VersionComparer.VersionRelease.Equals(known.Version, version)) switch
        {
            null or { IsThere: false } => ListingState.Gone,
            { Listed: true } => ListingState.Listed,
            { Listed: false } => ListingState.Unlisted,
            _ => ListingState.NotTold,
        };

    private async Task<string> Spelling(FeedConnection connection, string id, NuGetVersion version, CancellationToken cancellationToken)
    {
        using MemoryStream? nuspec = connection.Feed is HttpFeed feed ? await feed.ReadNuspecAsync(id, version, cancellationToken) : null;
        if (nuspec is null)
        {
            return id;
        }

        try
        {
            string spelled = NuspecIdentity.Read(nuspec).Id;
            return spelled.Equals(id, StringComparison.OrdinalIgnoreCase) ? spelled : throw PackageFailure.Other(Source, id, version, $"its nuspec says '{FeedText.Clean(spelled)}'");
        }
        catch (Exception exception) when (exception is InvalidDataException or XmlException)
        {
            throw PackageFailure.Damaged(Source, id, version, "its nuspec cannot be read", exception);
        }
    }

    /// <returns>The answer, or <see langword="null"/> where it cannot be known whether the source has done it.</returns>
    private async Task<PushAnswer?> Delete(FeedConnection connection, HttpPushTarget target, string id, NuGetVersion version, CancellationToken cancellationToken)
    {
        int tries = 0;
        try
        {
            PushAnswer answer = await connection.Attempts.Run(
                token =>
                {
                    tries++;
                    return target.Publish.DeleteAsync(id, version, token);
                },
                cancellationToken);
            // The first try may have done it, although its answer did not come.
            return tries > 1 && answer.Status is (HttpStatusCode.NotFound or HttpStatusCode.Conflict or HttpStatusCode.Gone) ? null : answer;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return FeedFailure.MayPass(exception) && await State(id, version, cancellationToken) is (ListingState.Unlisted or ListingState.Gone) ? null : throw FeedFailure.Of(Source, exception);
        }
    }

    private async Task RequireVersion(FeedConnection connection, string id, NuGetVersion version, CancellationToken cancellationToken)
    {
        IReadOnlyList<NuGetVersion> versions = await connection.Feed.ListVersionsAsync(id, cancellationToken);
        if (!versions.Contains(version, VersionComparer.VersionRelease))
        {
            throw versions.Count == 0 ? FeedProblems.PackageNotFound(id, [Source]) : FeedProblems.VersionNotFound(id, version, versions, [Source]);
        }
    }

    private static string Words(DeleteMeaning meaning) => meaning switch
    {
        DeleteMeaning.Deletes => "removes the version",
        DeleteMeaning.Refused => "is refused",
        _ => "changes nothing",
    };

    private static ModelPackException Refuse(string message) => FeedProblems.Fail(FeedDiagnosticCodes.NotUnlistable, message);
}
