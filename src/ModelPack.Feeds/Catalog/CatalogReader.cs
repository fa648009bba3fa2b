using ModelPack.Core.Diagnostics;
using ModelPack.Core.Packing;
using ModelPack.Feeds.History;
using ModelPack.Feeds.Remote;
using ModelPack.Feeds.Remote.Folders;
using ModelPack.Feeds.Remote.Search;
using NuGet.Configuration;

namespace ModelPack.Feeds.Catalog;

/// <summary>Reads all models of feeds: those that a search finds by their tag, that a folder has, or that are named.</summary>
public sealed class CatalogReader
{
    private const string ModelTag = PackageLayout.ModelTag;

    private readonly HistoryReader _history;

    /// <summary>Takes the sources.</summary>
    /// <param name="packages">The packages of the sources.</param>
    public CatalogReader(RemotePackages packages)
        : this(new HistoryReader(packages))
    {
    }

    internal CatalogReader(HistoryReader history)
    {
        _history = history;
        _history.Aliases.IsSearchedOnce = true;
    }

    /// <summary>Finds the ids of packages that may be models. A source that cannot be listed is told of, and does not keep the others from being listed.</summary>
    /// <param name="sources">The sources.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ModelPackException">No source can be listed (MP5046) or answers.</exception>
    public async Task<CatalogIds> FindIdsAsync(IReadOnlyList<PackageSource> sources, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sources);
        Dictionary<string, string> ids = new(StringComparer.OrdinalIgnoreCase);
        List<Problem> failures = [];
        foreach (PackageSource source in sources)
        {
            try
            {
                foreach (string id in await FindIdsAsync(source, cancellationToken))
                {
                    ids.TryAdd(id, id);
                }
            }
            catch (ModelPackException exception) when (sources.Count > 1)
            {
                failures.Add(exception.Problem);
            }
        }

        return failures.Count > 0 && failures.Count == sources.Count
            ? throw new ModelPackException(failures[0])
            : new CatalogIds([.. ids.Values.Where(id => Collecting.PayloadName.Prefix(id) is null).Order(StringComparer.OrdinalIgnoreCase)], failures);
    }

    /// <summary>Reads a model.</summary>
    /// <param name="id">The package id.</param>
    /// <param name="options">How; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The model; <see langword="null"/> where no version of the package is a model of that id, as of an alias.</returns>
    /// <exception cref="ModelPackException">There is no such package, or no source answers.</exception>
    public async Task<CatalogModel?> ReadAsync(string id, HistoryOptions? options, CancellationToken cancellationToken)
    {
        options ??= new HistoryOptions();
        ModelRecords records = await _history.ReadRecordsAsync(options.RecordSources ?? _history.SourcesOf(id), id, options, withDeployments: true, cancellationToken);
        ModelHistory history;
        try
        {
            history = await _history.ReadAsync(id, options, records, cancellationToken);
        }
        catch (ModelPackException exception) when (exception.Problem.Code == FeedDiagnosticCodes.IsAnAlias)
        {
            return null;
        }

        if (history.Versions.All(version => version.Manifest is null))
        {
            return null;
        }

        return new CatalogModel(history, records);
    }

    private async Task<IEnumerable<string>> FindIdsAsync(PackageSource source, CancellationToken cancellationToken)
    {
        if (source.IsLocal)
        {
            return FolderPackages.ListIds(source, "", _history.Packages.Options.Warn);
        }

        PackageSearch search = new(await _history.Packages.ConnectAsync(source, cancellationToken));
        return search.IsThere ? (await search.FindAsync(ModelTag, cancellationToken)).Select(package => package.Id) : throw Collecting.CollectProblems.NotListed(source);
    }
}
