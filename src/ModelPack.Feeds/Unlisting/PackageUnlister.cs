using System.Net;
using System.Xml;
using ModelPack.Core.Diagnostics;
using ModelPack.Feeds.Configuration;
using ModelPack.Feeds.Diagnostics;
using ModelPack.Feeds.Probing;
using ModelPack.Feeds.Pushing;
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

    /// <summary>Takes a configuration.</summary>
    /// <param name="context">Sources, credentials and API keys.</param>
    /// <param name="source">The name of a configured source or an address.</param>
    /// <param name="options">How the source is asked; <see langword="null"/> for the defaults.</param>
    /// <exception cref="ModelPackException">There is no such source (MP5001).</exception>
    public PackageUnlister(FeedContext context, string source, PushOptions? options = null) => _source = new PushSource(context, source, options);

    /// <summary>The source.</summary>
    public PackageSource Source => _source.Source;

    /// <summary>How messages name it.</summary>
    public string Name => _source.Name;

    /// <summary>Unlists a version.</summary>
    /// <param name="id">The id.</param>
    /// <param name="version">The version.</param>
    /// <param name="feedUnlists">Whether the user says that the feed unlists; else a probe must have found that out.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The id as the source spells it.</returns>
    /// <exception cref="ModelPackException">It cannot be done there, or is not known to be safe (MP5029); the source has no such version (MP5004, MP5005), or lets nobody (MP5003).</exception>
    public async Task<string> UnlistAsync(string id, NuGetVersion version, bool feedUnlists, CancellationToken cancellationToken)
    {
        if (Source.IsLocal)
        {
            throw Refuse($"The source {SourceName.Of(Source)} is a folder: deleting there removes the file. Nothing was done; deprecate or revoke the version instead.");
        }

        DeleteMeaning known = PromiseMemory.Find(Source);
        if (!feedUnlists && known != DeleteMeaning.Unlists)
        {
            throw Refuse(known == DeleteMeaning.Unknown
                ? $"The source {SourceName.Of(Source)} is not known to unlist: it may delete instead. Nothing was done; run 'dotnet modelpack feed check' on it, or say '--feed-unlists' where you know that it does."
                : $"The source {SourceName.Of(Source)} does not unlist: its 'feed check' found that deleting {Words(known)} there. Nothing was done; deprecate or revoke the version instead.");
        }

        FeedConnection connection = await _source.ConnectAsync(cancellationToken);
        await RequireVersion(connection, id, version, cancellationToken);
        // Not every feed deletes what is spelled otherwise.
        id = await Spelling(connection, id, version, cancellationToken);
        if (await _source.OpenAsync(cancellationToken) is not HttpPushTarget target)
        {
            throw PushFailure.NoResource(Source);
        }

        PushAnswer answer = await Delete(connection, target, id, version, cancellationToken);
        if (!answer.IsSuccess)
        {
            throw answer.Status switch
            {
                HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => PushFailure.Unauthorized(Source, (int)answer.Status, target.Publish.HasKey, answer.Text),
                _ => Refuse($"The source {SourceName.Of(Source)} does not unlist '{id}' {version.ToNormalizedString()} ({(int)answer.Status}){(answer.Text.Length > 0 ? $": \"{answer.Text}\"" : "")}. Deprecate or revoke it instead."),
            };
        }

        if (!(await connection.Feed.ListVersionsAsync(id, cancellationToken)).Contains(version, VersionComparer.VersionRelease))
        {
            throw Refuse($"The source {SourceName.Of(Source)} removed '{id}' {version.ToNormalizedString()} instead of unlisting it. Push it again if somebody needs it, and do not unlist there.");
        }

        return id;
    }

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

    private async Task<PushAnswer> Delete(FeedConnection connection, HttpPushTarget target, string id, NuGetVersion version, CancellationToken cancellationToken)
    {
        try
        {
            return await connection.Attempts.Run(token => target.Publish.DeleteAsync(id, version, token), cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw FeedFailure.Of(Source, exception);
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
