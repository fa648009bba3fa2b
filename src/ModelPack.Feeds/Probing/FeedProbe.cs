using System.Diagnostics;
using ModelPack.Core.Diagnostics;
using ModelPack.Feeds.Configuration;
using ModelPack.Feeds.Diagnostics;
using ModelPack.Feeds.Pushing;
using ModelPack.Feeds.Remote;
using ModelPack.Feeds.Sources;
using NuGet.Configuration;
using NuGet.Packaging;
using NuGet.Protocol;
using NuGet.Versioning;

namespace ModelPack.Feeds.Probing;

/// <summary>
/// Finds out what a feed promises, with packages under an id that nobody has. It clears up after itself as far as the feed lets it. What it learns is remembered on this
/// machine, so that versions can be unlisted where that is safe.
/// </summary>
public sealed class FeedProbe
{
    private static readonly NuGetVersion Release = new(1, 0, 0);
    private static readonly NuGetVersion Prerelease = new("1.1.0-probe.1");

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
        DirectoryInfo folder = Directory.CreateTempSubdirectory("modelpack-probe-");
        List<NuGetVersion> pushed = [];
        try
        {
            FeedConnection connection = await _source.ConnectAsync(cancellationToken);
            FeedPromises promises = new() { Source = _source.Name, HasRegistrations = connection.Addresses(ServiceTypes.RegistrationsBaseUrl).Count > 0 };
            ProbePackages packages = new(folder.FullName);
            SizeProbe sizes = new(target, packages, promises);
            try
            {
                promises.Releases = await Overwrite(target, packages, Release, pushed, cancellationToken);
                promises.Prereleases = await Overwrite(target, packages, Prerelease, pushed, cancellationToken);
                promises.Ranges = await Ranges(connection, packages, cancellationToken);
                promises.TagSearch = await new TagSearchProbe(connection, packages, _options).RunAsync(cancellationToken);
                await sizes.AskAsync(cancellationToken);
                pushed.AddRange((await sizes.PushAsync(_options.MaximumSize, cancellationToken)).Select(package => package.Version));
                await Delete(target, packages, promises, cancellationToken);
            }
            finally
            {
                promises.Remains = await ClearUp(target, packages, pushed, promises.Delete, cancellationToken);
            }

            promises.Advice = PromiseAdvice.For(promises);
            return promises;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw FeedFailure.Of(Source, exception);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task<OverwriteMeaning> Overwrite(HttpPushTarget target, ProbePackages packages, NuGetVersion version, List<NuGetVersion> pushed, CancellationToken cancellationToken)
    {
        LocalPackage first = packages.Make(version.ToNormalizedString(), "first");
        await target.SendAsync(first, _ => { }, cancellationToken);
        pushed.Add(version);
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

    private async Task Delete(HttpPushTarget target, ProbePackages packages, FeedPromises promises, CancellationToken cancellationToken)
    {
        if (!await IsTaken(token => target.Publish.DeleteAsync(packages.Id, Release, token), cancellationToken))
        {
            promises.Delete = DeleteMeaning.Refused;
            return;
        }

        bool changed = await Until(async () => await State(packages, cancellationToken) is { IsThere: false } or { Listed: false }, cancellationToken);
        PublishedVersion? state = await State(packages, cancellationToken);
        promises.Delete = state is null or { IsThere: false } ? DeleteMeaning.Deletes
            : changed || state.Listed is null ? DeleteMeaning.Unlists
            : DeleteMeaning.Nothing;
        if (promises.Delete == DeleteMeaning.Deletes)
        {
            promises.TakesDeletedAgain = await IsTaken(token => target.Publish.PushAsync(packages.Make(Release.ToNormalizedString(), "first"), _ => { }, token), cancellationToken);
        }
    }

    private async Task<PublishedVersion?> State(ProbePackages packages, CancellationToken cancellationToken) =>
        (await _remote.ListAsync(Source, packages.Id, cancellationToken)).FirstOrDefault(version => version.Version == Release) ?? new PublishedVersion(Release, Source, null, null, null) { IsThere = false };

    private async Task<IReadOnlyList<string>> ClearUp(HttpPushTarget target, ProbePackages packages, List<NuGetVersion> pushed, DeleteMeaning meaning, CancellationToken cancellationToken)
    {
        if (pushed.Count == 0 || cancellationToken.IsCancellationRequested)
        {
            return [.. pushed.Select(version => $"{packages.Id} {version.ToNormalizedString()}")];
        }

        if (meaning != DeleteMeaning.Refused)
        {
            foreach (NuGetVersion version in pushed)
            {
                await IsTaken(token => target.Publish.DeleteAsync(packages.Id, version, token), cancellationToken);
            }
        }

        IReadOnlyList<PublishedVersion> left = [];
        await Until(
            async () =>
            {
                left = [.. (await _remote.ListAsync(Source, packages.Id, cancellationToken)).Where(version => version.IsThere != false)];
                return left.All(version => version.Listed == false);
            },
            cancellationToken,
            meaning is DeleteMeaning.Deletes or DeleteMeaning.Unlists);
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
