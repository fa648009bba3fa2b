using System.Diagnostics;
using ModelPack.Core.Diagnostics;
using ModelPack.Feeds.Configuration;
using ModelPack.Feeds.Diagnostics;
using ModelPack.Feeds.Pushing;
using ModelPack.Feeds.Remote;
using ModelPack.Feeds.Sources;
using NuGet.Configuration;
using NuGet.Versioning;

namespace ModelPack.Feeds.Probing;

/// <summary>
/// Finds out what a feed promises, with packages under an id that nobody has. It clears up after itself as far as the feed lets it. What it learns is remembered on this
/// machine, so that versions can be unlisted where that is safe.
/// </summary>
public sealed class FeedProbe
{
    private const string Temporary = "modelpack-probe-";

    private static readonly NuGetVersion Release = new(1, 0, 0);
    private static readonly NuGetVersion Prerelease = new("1.1.0-probe.1");

    // Of the package that is tried; feeds may sign it.
    private const long Largest = 1 << 24;

    private readonly ProbeOptions _options;
    private readonly PushSource _source;
    private readonly RemotePackages _remote;

    /// <summary>Takes a configuration.</summary>
    /// <param name="context">Sources, credentials and API keys.</param>
    /// <param name="source">The name of a configured source, an address, or a folder.</param>
    /// <param name="options">How the feed is probed; <see langword="null"/> for the defaults.</param>
    /// <exception cref="ModelPackException">There is no such source (MP5001).</exception>
    public FeedProbe(FeedContext context, string source, ProbeOptions? options = null)
    {
        _options = options ?? new ProbeOptions();
        _source = new PushSource(context, source, _options.Push);
        _remote = new RemotePackages(context, _options.Push.Feed);
    }

    /// <summary>The source.</summary>
    public PackageSource Source => _source.Source;

    /// <summary>Probes it.</summary>
    /// <param name="cancellationToken">Ends it; what was pushed may stay.</param>
    /// <exception cref="ModelPackException">The source takes no packages (MP5021), lets nobody push (MP5003), or does not show what was pushed (MP5031).</exception>
    public async Task<FeedPromises> RunAsync(CancellationToken cancellationToken)
    {
        IPushTarget target = await _source.OpenAsync(cancellationToken);
        FeedPromises promises = target is HttpPushTarget http ? await Probe(http, cancellationToken) : OfFolder();
        Remember(promises);
        return promises;
    }

    private void Remember(FeedPromises promises)
    {
        try
        {
            PromiseMemory.Keep(Source, promises, DateTimeOffset.UtcNow);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _options.Push.Feed.Warn?.Invoke(new Problem(
                FeedDiagnosticCodes.NotProbed, $"What was found out of {SourceName.Of(Source)} cannot be remembered: {exception.Message} 'unlist' will ask for '--feed-unlists'.", Severity: ProblemSeverity.Warning));
        }
    }

    private FeedPromises OfFolder() => new()
    {
        Source = _source.Name,
        IsFolder = true,
        Layout = FolderLayout.IsHierarchical(NuGet.Common.UriUtility.GetLocalPath(Source.Source)) ? "hierarchical" : "flat",
        Releases = OverwriteMeaning.Replaced,
        Prereleases = OverwriteMeaning.Replaced,
        Delete = DeleteMeaning.Deletes,
        TakesDeletedAgain = true,
        TagSearch = TagSearchMeaning.AsText,
        Advice =
        [
            "'dotnet nuget push' replaces packages of a folder without a word; 'dotnet modelpack push' never does. Let only it write there.",
            "Deleting removes the file, so 'unlist' refuses folders: deprecate or revoke instead.",
        ],
    };

    private async Task<FeedPromises> Probe(HttpPushTarget target, CancellationToken cancellationToken)
    {
        using TemporaryFolder folder = new(Temporary);
        FeedConnection connection = await _source.ConnectAsync(cancellationToken);
        FeedPromises promises = new() { Source = _source.Name, HasRegistrations = connection.Addresses(ResourceTypes.Registrations).Count > 0 };
        ProbePackages packages = new(folder.Path);
        List<NuGetVersion> pushed = [];
        try
        {
            await FindOut(target, connection, packages, promises, pushed, cancellationToken);
        }
        catch (Exception exception)
        {
            // That is what is told; clearing up does not take its place.
            WarnOf(await ClearUp(target, packages, pushed, promises.Delete, cancellationToken));
            if (cancellationToken.IsCancellationRequested)
            {
                throw;
            }

            throw FeedFailure.Of(Source, exception);
        }

        promises.Remains = await ClearUp(target, packages, pushed, promises.Delete, cancellationToken);
        promises.Advice = PromiseAdvice.For(promises);
        return promises;
    }

    private async Task FindOut(HttpPushTarget target, FeedConnection connection, ProbePackages packages, FeedPromises promises, List<NuGetVersion> pushed, CancellationToken cancellationToken)
    {
        promises.Releases = await Overwrite(target, packages, Release, pushed, cancellationToken);
        promises.Prereleases = await Overwrite(target, packages, Prerelease, pushed, cancellationToken);
        promises.Ranges = await Ranges(connection, packages, cancellationToken);
        promises.TagSearch = await new TagSearchProbe(connection, packages, _options).RunAsync(cancellationToken);
        SizeProbe sizes = new(target, connection.Attempts, packages, promises);
        await sizes.AskAsync(cancellationToken);
        await sizes.PushAsync(_options.MaximumSize, pushed, cancellationToken);
        await Delete(target, connection, packages, promises, cancellationToken);
    }

    private void WarnOf(IReadOnlyList<string> remains)
    {
        if (remains.Count > 0)
        {
            _options.Push.Feed.Warn?.Invoke(new Problem(
                FeedDiagnosticCodes.NotProbed, $"The check of {SourceName.Of(Source)} was not finished, and left there: {string.Join(", ", remains)}. Delete them by hand.", Severity: ProblemSeverity.Warning));
        }
    }

    private async Task<OverwriteMeaning> Overwrite(HttpPushTarget target, ProbePackages packages, NuGetVersion version, List<NuGetVersion> pushed, CancellationToken cancellationToken)
    {
        LocalPackage first = packages.Make(version.ToNormalizedString(), "first");
        // Also where its answer is lost.
        pushed.Add(version);
        await target.SendAsync(first, _ => { }, cancellationToken);
        if (!await new Confirmation(target, _options.Push).WaitAsync(first, _options.Push.ConfirmTimeout, cancellationToken))
        {
            throw FeedProblems.Fail(
                FeedDiagnosticCodes.NotProbed,
                $"The source {SourceName.Of(Source)} took '{packages.Id}' {version.ToNormalizedString()}, and does not show it after {_options.Push.ConfirmTimeout.TotalSeconds:0} s. It may check packages first; delete that version by hand when it shows.");
        }

        LocalPackage second = packages.Make(version.ToNormalizedString(), "second");
        return !await IsTaken(token => target.Publish.PushAsync(second, _ => { }, token), cancellationToken) ? OverwriteMeaning.Refused
            : await Until(async () => await IsContent(target, second, cancellationToken), cancellationToken) ? OverwriteMeaning.Replaced
            : OverwriteMeaning.Ignored;
    }

    private async Task<bool> IsTaken(Func<CancellationToken, Task<PushAnswer>> ask, CancellationToken cancellationToken)
    {
        FeedConnection connection = await _source.ConnectAsync(cancellationToken);
        try
        {
            return (await connection.Attempts.Run(ask, cancellationToken)).IsSuccess;
        }
        catch (FailedAnswerException)
        {
            // Some feeds answer 500 to what they refuse.
            return false;
        }
    }

    private static async Task<bool> IsContent(HttpPushTarget target, LocalPackage package, CancellationToken cancellationToken)
    {
        try
        {
            return await target.HasAsync(package, cancellationToken);
        }
        catch (ModelPackException exception) when (exception.Problem.Code == FeedDiagnosticCodes.Conflict)
        {
            // It still has the other one.
            return false;
        }
    }

    private static async Task<bool?> Ranges(FeedConnection connection, ProbePackages packages, CancellationToken cancellationToken) =>
        connection.Feed is HttpFeed feed && await feed.ReadHeadAsync(packages.Id, Release, 4, cancellationToken) is { } head ? head.IsPart && head.Bytes.Span.SequenceEqual("PK\u0003\u0004"u8) : null;

    private async Task Delete(HttpPushTarget target, FeedConnection connection, ProbePackages packages, FeedPromises promises, CancellationToken cancellationToken)
    {
        // A second try is refused where the first has done it.
        if (!await IsTaken(token => target.Publish.DeleteAsync(packages.Id, Release, token), cancellationToken) && await State(packages, cancellationToken) is not ({ IsThere: false } or { Listed: false }))
        {
            promises.Delete = DeleteMeaning.Refused;
            return;
        }

        // A feed that does not tell what is listed gets all of that time: it may delete later than it answers.
        await Until(async () => await State(packages, cancellationToken) is { IsThere: false } or { Listed: false }, cancellationToken);
        PublishedVersion state = await State(packages, cancellationToken);
        // Its list may be an old one: the package itself tells. One that is still there proves nothing where no list says "unlisted": it may go later.
        promises.Delete = state.IsThere == false || !await IsContentThere(connection, packages, cancellationToken) ? DeleteMeaning.Deletes
            : state.Listed == false ? DeleteMeaning.Unlists
            : state.Listed == true ? DeleteMeaning.Nothing
            : DeleteMeaning.Unknown;
        if (promises.Delete == DeleteMeaning.Deletes)
        {
            promises.TakesDeletedAgain = await IsTaken(token => target.Publish.PushAsync(packages.Make(Release.ToNormalizedString(), "first"), _ => { }, token), cancellationToken);
        }
    }

    private static async Task<bool> IsContentThere(FeedConnection connection, ProbePackages packages, CancellationToken cancellationToken)
    {
        await using FileStream copy = TemporaryCopy.Open();
        return await connection.Feed.CopyAsync(packages.Id, Release, copy, Largest, cancellationToken);
    }

    private async Task<PublishedVersion> State(ProbePackages packages, CancellationToken cancellationToken) =>
        (await _remote.ListAsync(Source, packages.Id, cancellationToken)).FirstOrDefault(version => version.Version == Release) ?? new PublishedVersion(Release, Source, null, null, null) { IsThere = false };

    // What goes wrong here is not thrown: what may have stayed is told.
    private async Task<IReadOnlyList<string>> ClearUp(HttpPushTarget target, ProbePackages packages, List<NuGetVersion> pushed, DeleteMeaning meaning, CancellationToken cancellationToken)
    {
        string[] all = [.. pushed.Select(version => $"{packages.Id} {version.ToNormalizedString()}")];
        if (pushed.Count == 0 || cancellationToken.IsCancellationRequested)
        {
            return all;
        }

        foreach (NuGetVersion version in meaning == DeleteMeaning.Refused ? [] : pushed)
        {
            try
            {
                await IsTaken(token => target.Publish.DeleteAsync(packages.Id, version, token), cancellationToken);
            }
            catch (Exception) when (!cancellationToken.IsCancellationRequested)
            {
                // The list tells whether it is there.
            }
        }

        IReadOnlyList<PublishedVersion> left = [];
        try
        {
            await Until(
                async () =>
                {
                    left = [.. (await _remote.ListAsync(Source, packages.Id, cancellationToken)).Where(version => version.IsThere != false)];
                    return left.All(version => version.Listed == false);
                },
                cancellationToken,
                meaning is DeleteMeaning.Deletes or DeleteMeaning.Unlists);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            return all;
        }

        return [.. left.Select(version => $"{packages.Id} {version.Version.ToNormalizedString()}{(version.Listed == false ? " (unlisted)" : "")}")];
    }

    private async Task<bool> Until(Func<Task<bool>> condition, CancellationToken cancellationToken, bool wait = true)
    {
        long start = Stopwatch.GetTimestamp();
        for (TimeSpan delay = _options.Push.ConfirmDelay; ; delay *= 2)
        {
            if (await condition())
            {
                return true;
            }

            if (!wait || Stopwatch.GetElapsedTime(start) + delay > _options.Patience)
            {
                return false;
            }

            await Task.Delay(delay, cancellationToken);
        }
    }
}
