using ModelPack.Core.Diagnostics;
using ModelPack.Core.Packing;
using ModelPack.Core.Records;
using ModelPack.Feeds.Remote;
using ModelPack.Feeds.Remote.Folders;
using ModelPack.Feeds.Remote.Search;
using NuGet.Configuration;

namespace ModelPack.Feeds.Collecting;

/// <summary>Every package of a feed that concerns models: of a folder all, of an HTTP feed what its search finds by tag.</summary>
internal sealed class FeedPackageList(RemotePackages packages)
{
    private static readonly string[] s_tags = [PackageLayout.ModelTag, RecordPackages.AliasTag, RecordPackages.RecordTag, PackageLayout.PayloadTag];

    /// <summary>Lists them with their versions, those that are there.</summary>
    /// <param name="source">The feed.</param>
    /// <param name="ids">Ids to ask for in any case.</param>
    /// <param name="damaged">Is told of files of a folder that are no sound packages.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ModelPackException">It cannot be listed.</exception>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<PublishedVersion>>> ListAsync(PackageSource source, IReadOnlyList<string> ids, Action<Problem> damaged, CancellationToken cancellationToken)
    {
        Dictionary<string, IReadOnlyList<PublishedVersion>> found = new(StringComparer.OrdinalIgnoreCase);
        if (source.IsLocal)
        {
            foreach (IGrouping<string, FolderPackage> group in FolderPackages.ListAll(source, damaged).GroupBy(package => package.Id, StringComparer.OrdinalIgnoreCase))
            {
                found[group.Key] = [.. group.Select(package => FolderPackages.Published(source, package)).OrderBy(version => version.Version)];
            }

            return found;
        }

        string[] all = [.. await FindIds(source, ids, cancellationToken)];
        await Parallel.ForEachAsync(
            all,
            new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, packages.Options.Concurrency), CancellationToken = cancellationToken },
            async (id, token) =>
            {
                IReadOnlyList<PublishedVersion> versions = await packages.ListAsync(source, id, token);
                lock (found)
                {
                    found[id] = [.. versions.Where(version => version.IsThere != false)];
                }
            });
        return found;
    }

    private async Task<HashSet<string>> FindIds(PackageSource source, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        HashSet<string> all = new(ids, StringComparer.OrdinalIgnoreCase);
        PackageSearch search = new(await packages.ConnectAsync(source, cancellationToken));
        if (!search.IsThere)
        {
            return ids.Count > 0 ? all : throw CollectProblems.NotListed(source);
        }

        foreach (string tag in s_tags)
        {
            all.UnionWith((await search.FindAsync(tag, cancellationToken)).Select(package => package.Id));
        }

        return all;
    }
}
