using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using ModelPack.Core.Packages;
using ModelPack.Core.Packing;
using ModelPack.Core.Records;
using ModelPack.Feeds.Configuration;
using ModelPack.Feeds.Diagnostics;
using ModelPack.Feeds.Packages;
using ModelPack.Feeds.Remote.Folders;
using ModelPack.Feeds.Remote.Ranges;
using ModelPack.Feeds.Remote.Registrations;
using ModelPack.Feeds.Sources;
using NuGet.Configuration;
using NuGet.Packaging;
using NuGet.Versioning;

namespace ModelPack.Feeds.Remote;

/// <summary>
/// Looks at packages where they are: which versions a source has, and what is in one, without downloading it where that can be helped. One instance asks each source
/// once about itself, and may be used from several threads.
/// </summary>
public sealed class RemotePackages
{
    // What is opened of nearly every package that is opened: the manifest, the history of an alias, records.
    private static readonly string[] s_documents = [PackageLayout.Manifest, AliasHistory.Entry, RecordPackages.Entry];

    private readonly ConcurrentDictionary<string, RangeAbility> _abilities = new(StringComparer.Ordinal);
    private readonly FeedOptions _options;
    private readonly FeedConnections _connections;
    private readonly PackageCache _cache;

    /// <summary>Takes a configuration.</summary>
    /// <param name="context">Sources, credentials and package folders.</param>
    /// <param name="options">How feeds are asked; <see langword="null"/> for the defaults.</param>
    public RemotePackages(FeedContext context, FeedOptions? options = null)
    {
        Context = context;
        _options = options ?? new FeedOptions();
        _connections = new FeedConnections(_options);
        _cache = new PackageCache(context);
    }

    /// <summary>The configuration.</summary>
    public FeedContext Context { get; }

    /// <summary>How feeds are asked.</summary>
    internal FeedOptions Options => _options;

    /// <summary>What time it is by a source, as of its last answer; <see langword="null"/> where it has not said.</summary>
    internal DateTimeOffset? TimeOf(PackageSource source) => _connections.Clock.Of(source);

    /// <summary>Lists the versions that a source has of an id, unlisted ones too.</summary>
    /// <param name="source">The source.</param>
    /// <param name="id">The id; case does not matter.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The versions, from the lowest to the highest; none where the source has no such id.</returns>
    /// <exception cref="Core.Diagnostics.ModelPackException">The source does not answer, or with an endless list (MP5042).</exception>
    public async Task<IReadOnlyList<PublishedVersion>> ListAsync(PackageSource source, string id, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        RequireId(id);
        if (source.IsLocal)
        {
            return FolderPackages.List(source, id, _options.Warn);
        }

        FeedConnection connection = await _connections.ConnectAsync(source, cancellationToken);
        Task<IReadOnlyList<NuGetVersion>> content = connection.Feed.ListVersionsAsync(id, cancellationToken);
        Task<IReadOnlyList<PublishedVersion>?> registrations = new RegistrationReader(connection, _options).ListAsync(id, cancellationToken);
        await Task.WhenAll(content, registrations);
        return Merge(source, await content, await registrations ?? []);
    }

    /// <summary>Opens a package: from the package cache, a folder feed, in parts over HTTP where the feed can do that, else whole.</summary>
    /// <param name="source">The source.</param>
    /// <param name="id">The id.</param>
    /// <param name="version">The exact version.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="Core.Diagnostics.ModelPackException">It cannot be had, with a code MP50xx.</exception>
    public async Task<IPackageContent> OpenAsync(PackageSource source, string id, NuGetVersion version, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(version);
        RequireId(id);
        OpenedPackage? opened = OpenCached(id, version) ?? await OpenRemoteAsync(source, id, version, cancellationToken);
        return opened?.Content ?? throw await NotFound(source, id, version, cancellationToken);
    }

    /// <summary>Opens a package of the package cache.</summary>
    /// <returns>The package, or <see langword="null"/> where the cache has none.</returns>
    [SuppressMessage("Reliability", "CA2000", Justification = "Whoever opened the package disposes its content.")]
    internal OpenedPackage? OpenCached(string id, NuGetVersion version)
    {
        if (_cache.Find(id, version) is not { } folder)
        {
            return null;
        }

        FileInfo package = new(Path.Combine(folder, $"{id.ToLowerInvariant()}.{version.ToNormalizedString().ToLowerInvariant()}.nupkg"));
        return new OpenedPackage(new FolderContent(folder), package.Exists ? package.Length : null);
    }

    /// <summary>As <see cref="OpenAsync"/>, of the source itself: the package cache may have the version from another one.</summary>
    /// <returns>The package, or <see langword="null"/> where the source has none.</returns>
    [SuppressMessage("Reliability", "CA2000", Justification = "Whoever opened the package disposes its content.")]
    internal async Task<OpenedPackage?> OpenRemoteAsync(PackageSource source, string id, NuGetVersion version, CancellationToken cancellationToken)
    {
        if (source.IsLocal)
        {
            return FolderPackages.Find(source, id, version) is { } path ? new OpenedPackage(new NupkgContent(path), new FileInfo(path).Length) : null;
        }

        FeedConnection connection = await _connections.ConnectAsync(source, cancellationToken);
        string name = $"{id} {version.ToNormalizedString()} of {SourceName.Short(source)}";
        if (connection is { Feed: HttpFeed feed, Http: { } http } && _abilities.GetValueOrDefault(source.Name) != RangeAbility.None)
        {
            RemoteFile file = new(http, source, feed.PackageAddress(id, version), id, version, _options.MaximumPackageSize);
            bool? isOpen = await BeginAsync(file, source, cancellationToken);
            if (isOpen != false)
            {
                return isOpen is null ? null : new OpenedPackage(await RangeContent.OpenAsync(file, name, s_documents, cancellationToken), file.Length);
            }
        }

        return await WholePackage.OpenAsync(connection.Feed, id, version, name, _options.MaximumPackageSize, cancellationToken);
    }

    /// <summary>Opens the source, for its other resources.</summary>
    internal Task<FeedConnection> ConnectAsync(PackageSource source, CancellationToken cancellationToken) => _connections.ConnectAsync(source, cancellationToken);

    /// <summary>Reads the end of a package, and learns how the feed sends parts.</summary>
    /// <returns>Whether it can be read in parts; <see langword="null"/> where there is no such package.</returns>
    private async Task<bool?> BeginAsync(RemoteFile file, PackageSource source, CancellationToken cancellationToken)
    {
        long? length = null;
        if (_abilities.GetValueOrDefault(source.Name) != RangeAbility.ByPosition)
        {
            RangeOutcome end = await file.ReadEndAsync(RangeContent.EndBytes, cancellationToken);
            if (end.Bytes is not null || !end.IsThere)
            {
                _abilities[source.Name] = end.IsThere ? RangeAbility.Full : _abilities.GetValueOrDefault(source.Name);
                return end.IsThere ? true : null;
            }

            length = end.Length;
        }

        RangeOutcome part = length > RangeContent.EndBytes
            ? await file.ReadPartAsync(length.Value - RangeContent.EndBytes, RangeContent.EndBytes, cancellationToken)
            : await file.ReadPartAsync(0, RangeContent.HeadBytes, cancellationToken);
        if (!part.IsThere)
        {
            return null;
        }

        _abilities[source.Name] = part.Bytes is null ? RangeAbility.None : RangeAbility.ByPosition;
        return part.Bytes is not null;
    }

    private static List<PublishedVersion> Merge(PackageSource source, IReadOnlyList<NuGetVersion> content, IReadOnlyList<PublishedVersion> registrations)
    {
        Dictionary<NuGetVersion, PublishedVersion> versions = new(VersionComparer.VersionRelease);
        HashSet<NuGetVersion> there = new(content, VersionComparer.VersionRelease);
        foreach (PublishedVersion version in registrations)
        {
            versions.TryAdd(version.Version, version with { IsThere = there.Contains(version.Version) });
        }

        foreach (NuGetVersion version in there)
        {
            versions.TryAdd(version, new PublishedVersion(version, source, null, null, null) { IsThere = true });
        }

        return [.. versions.Values.OrderBy(version => version.Version)];
    }

    private async Task<Core.Diagnostics.ModelPackException> NotFound(PackageSource source, string id, NuGetVersion version, CancellationToken cancellationToken)
    {
        IReadOnlyList<PublishedVersion> versions = await ListAsync(source, id, cancellationToken);
        return versions.Count == 0
            ? FeedProblems.PackageNotFound(id, [source])
            : FeedProblems.VersionNotFound(id, version, [.. versions.Select(known => known.Version)], [source]);
    }

    /// <summary>Refuses what is no id before it is a part of a path or address.</summary>
    /// <exception cref="Core.Diagnostics.ModelPackException">It is none (MP5013).</exception>
    internal static void RequireId(string id)
    {
        if (id.Length > PackageIdValidator.MaxPackageIdLength || !PackageIdValidator.IsValidPackageId(id))
        {
            throw FeedProblems.BadId(id);
        }
    }
}
