using ModelPack.Core.Diagnostics;
using ModelPack.Feeds.Diagnostics;
using ModelPack.Feeds.Packages;
using ModelPack.Feeds.Sources;
using NuGet.Configuration;
using NuGet.Packaging;
using NuGet.Versioning;

namespace ModelPack.Feeds;

/// <summary>
/// Finds packages in the package cache and on the sources, and brings them into the cache as <c>dotnet restore</c> does. One instance asks each source once about
/// itself, and may be used from several threads.
/// </summary>
public sealed class PackageLocator
{
    private readonly FeedOptions _options;
    private readonly FeedConnections _connections;
    private readonly PackageCache _cache;
    private readonly PackageInstaller _installer;
    private volatile PackageSource? _lastFound;

    /// <summary>Takes a configuration.</summary>
    /// <param name="context">Sources, credentials, mapping and folders.</param>
    /// <param name="options">How feeds are asked; <see langword="null"/> for the defaults.</param>
    public PackageLocator(FeedContext context, FeedOptions? options = null)
    {
        Context = context;
        _options = options ?? new FeedOptions();
        _connections = new FeedConnections(_options);
        _cache = new PackageCache(context);
        _installer = new PackageInstaller(context, _options);
    }

    /// <summary>The configuration.</summary>
    public FeedContext Context { get; }

    /// <summary>Reads a version as a user writes it.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="ModelPackException">It is none (MP5013).</exception>
    public static NuGetVersion ParseVersion(string text) => NuGetVersion.TryParse(text, out NuGetVersion? version) ? version : throw FeedProblems.BadVersion(text);

    /// <summary>Lists the versions of a package on all its sources and in the cache, unlisted ones too.</summary>
    /// <param name="id">The id; case does not matter.</param>
    /// <param name="prerelease">Whether prereleases are listed.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The versions, from the lowest to the highest; none where no source has the id. The failures of sources that did not answer.</returns>
    /// <exception cref="ModelPackException">The id is none (MP5013), or mapping keeps it from all sources (MP5006) and the cache has nothing.</exception>
    public async Task<VersionListing> ListAsync(string id, bool prerelease, CancellationToken cancellationToken)
    {
        RequireId(id);
        IReadOnlyDictionary<NuGetVersion, string> cached = _cache.List(id);
        IReadOnlyList<PackageSource> sources = Context.SourcesOf(id);
        if (cached.Count == 0)
        {
            RequireSources(id, sources);
        }

        (IReadOnlyList<NuGetVersion> Versions, Problem? Failure)[] answers = await Task.WhenAll(sources.Select(source => TryList(source, id, cancellationToken)));
        Dictionary<NuGetVersion, List<string>> found = new(VersionComparer.VersionRelease);
        foreach ((PackageSource source, IReadOnlyList<NuGetVersion> versions) in sources.Zip(answers, (source, answer) => (source, answer.Versions)))
        {
            foreach (NuGetVersion version in versions.Distinct(VersionComparer.VersionRelease))
            {
                found.TryAdd(version, []);
                found[version].Add(source.Name);
            }
        }

        foreach (NuGetVersion version in cached.Keys)
        {
            found.TryAdd(version, []);
        }

        return new VersionListing(
            [.. found.Where(pair => prerelease || !pair.Key.IsPrerelease).OrderBy(pair => pair.Key).Select(pair => new PackageVersion(pair.Key, pair.Value, cached.GetValueOrDefault(pair.Key)))],
            [.. answers.Select(answer => answer.Failure).OfType<Problem>()]);
    }

    /// <summary>As <see cref="ListAsync"/>, for who must have all: a source that does not answer is an error, as it is to a restore.</summary>
    /// <param name="id">The id.</param>
    /// <param name="prerelease">Whether prereleases are listed.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ModelPackException">A source does not answer, or there is no such package (MP5004).</exception>
    public async Task<IReadOnlyList<NuGetVersion>> ListVersionsAsync(string id, bool prerelease, CancellationToken cancellationToken)
    {
        VersionListing listing = await ListAsync(id, prerelease: true, cancellationToken);
        if (listing.Failures is [var failure, ..])
        {
            throw new ModelPackException(failure);
        }

        return listing.Versions.Count == 0
            ? throw FeedProblems.PackageNotFound(id, Context.SourcesOf(id))
            : [.. listing.Versions.Select(version => version.Version).Where(version => prerelease || !version.IsPrerelease)];
    }

    /// <summary>The folder of a version in the cache or a fallback folder, or <see langword="null"/>. No feed is asked.</summary>
    /// <param name="id">The id.</param>
    /// <param name="version">The version.</param>
    public string? FindInstalled(string id, NuGetVersion version)
    {
        RequireId(id);
        return _cache.Find(id, version);
    }

    /// <summary>Brings a version into the package cache, where it is in neither the cache nor a fallback folder.</summary>
    /// <param name="id">The id.</param>
    /// <param name="version">The exact version.</param>
    /// <param name="cancellationToken">Ends it; nothing half-written stays.</param>
    /// <returns>Its folder.</returns>
    /// <exception cref="ModelPackException">It cannot be had, with a code MP50xx.</exception>
    public Task<string> FetchAsync(string id, NuGetVersion version, CancellationToken cancellationToken) => Fetch(id, version, expected: null, cancellationToken);

    /// <summary>Brings the payload packages of a model into the package cache, several at once. What a source sends is checked against the manifest's digests.</summary>
    /// <param name="manifest">The model's manifest.</param>
    /// <param name="cancellationToken">Ends it; nothing half-written stays.</param>
    /// <returns>Their folders, in the order of the manifest.</returns>
    /// <exception cref="ModelPackException">One cannot be had, with a code MP50xx.</exception>
    public async Task<IReadOnlyList<string>> FetchPayloadsAsync(ModelManifest manifest, CancellationToken cancellationToken)
    {
        List<ModelPayload> payloads = manifest.Payloads ?? [];
        string[] folders = new string[payloads.Count];
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = Math.Max(1, _options.Concurrency), CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(
            Enumerable.Range(0, payloads.Count),
            parallel,
            async (index, token) =>
            {
                ModelPayload payload = payloads[index];
                folders[index] = await Fetch(payload.Id, ParseVersion(payload.Version), new ExpectedContent(payload.Sha256.ToLowerInvariant(), payload.Size), token);
            });
        return folders;
    }

    private async Task<string> Fetch(string id, NuGetVersion version, ExpectedContent? expected, CancellationToken cancellationToken)
    {
        RequireId(id);
        if (_cache.Find(id, version) is { } present)
        {
            return present;
        }

        IReadOnlyList<PackageSource> sources = Context.SourcesOf(id);
        RequireSources(id, sources);
        List<ModelPackException> failures = [];
        foreach (PackageSource source in InOrder(sources))
        {
            try
            {
                IFeed feed = await _connections.OpenAsync(source, cancellationToken);
                if (await _installer.InstallAsync(feed, id, version, expected, cancellationToken) is { } folder)
                {
                    _lastFound = source;
                    failures.ForEach(failure => _options.Warn?.Invoke(failure.Problem with { Severity = ProblemSeverity.Warning }));
                    return folder;
                }
            }
            catch (ModelPackException exception) when (FeedProblemKinds.Of(exception.Problem) == FeedProblemKind.NotReachable && exception.Problem.Code != FeedDiagnosticCodes.PackageFolder)
            {
                // Another source may have it; if none has, this is why.
                failures.Add(exception);
            }
        }

        throw failures.FirstOrDefault() ?? await NotFound(id, version, sources, cancellationToken);
    }

    // Folders cost nothing to ask; the payloads of a model are where the one before was.
    private IEnumerable<PackageSource> InOrder(IReadOnlyList<PackageSource> sources) =>
        sources.OrderBy(source => source == _lastFound ? 0 : source.IsLocal ? 1 : 2);

    private async Task<ModelPackException> NotFound(string id, NuGetVersion version, IReadOnlyList<PackageSource> sources, CancellationToken cancellationToken)
    {
        VersionListing listing = await ListAsync(id, prerelease: true, cancellationToken);
        return listing.Versions.Count == 0
            ? FeedProblems.PackageNotFound(id, sources)
            : FeedProblems.VersionNotFound(id, version, [.. listing.Versions.Select(known => known.Version)], sources);
    }

    private async Task<(IReadOnlyList<NuGetVersion> Versions, Problem? Failure)> TryList(PackageSource source, string id, CancellationToken cancellationToken)
    {
        try
        {
            IFeed feed = await _connections.OpenAsync(source, cancellationToken);
            return (await feed.ListVersionsAsync(id, cancellationToken), null);
        }
        catch (ModelPackException exception)
        {
            return ([], exception.Problem);
        }
    }

    private void RequireSources(string id, IReadOnlyList<PackageSource> sources)
    {
        if (sources.Count == 0)
        {
            throw Context.Sources.Count == 0 ? FeedProblems.NoSources(id, Context.IsOffline) : FeedProblems.NotMapped(id, Context.Sources);
        }
    }

    private static void RequireId(string id)
    {
        if (id.Length > PackageIdValidator.MaxPackageIdLength || !PackageIdValidator.IsValidPackageId(id))
        {
            throw FeedProblems.BadId(id);
        }
    }
}
