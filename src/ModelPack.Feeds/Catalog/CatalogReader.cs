using ModelPack.Core.Diagnostics;
using ModelPack.Feeds.History;
using ModelPack.Feeds.Remote;
using ModelPack.Feeds.Remote.Folders;
using ModelPack.Feeds.Remote.Search;
using NuGet.Configuration;

namespace ModelPack.Feeds.Catalog;

/// <summary>Reads all models of feeds: those that a search finds by their tag, that a folder has, or that are named.</summary>
public sealed class CatalogReader
{
    private const string ModelTag = "modelpack";

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

    /// <summary>Finds the ids of packages that may be models.</summary>
    /// <param name="sources">The sources.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ModelPackException">A source cannot be listed (MP5046) or does not answer.</exception>
    public async Task<IReadOnlyList<string>> FindIdsAsync(IReadOnlyList<PackageSource> sources, CancellationToken cancellationToken)
    {
        Dictionary<string, string> ids = new(StringComparer.OrdinalIgnoreCase);
        foreach (PackageSource source in sources)
        {
            foreach (string id in await FindIdsAsync(source, cancellationToken))
            {
                ids.TryAdd(id, id);
            }
        }

        return [.. ids.Values.Where(id => Collecting.PayloadName.Prefix(id) is null).Order(StringComparer.OrdinalIgnoreCase)];
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
        ModelHistory history;
        try
        {
            history = await _history.ReadAsync(id, options, cancellationToken);
        }
        catch (ModelPackException exception) when (exception.Problem.Code == FeedDiagnosticCodes.IncompleteRecord)
        {
            return null;
        }

        if (history.Versions.All(version => version.Manifest is null))
        {
            return null;
        }

        ModelRecords records = await new ModelRecordsReader(_history.Packages, _history.Aliases).ReadAsync(options.RecordSources ?? _history.SourcesOf(id), id, options.Stages, cancellationToken);
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
