using ModelPack.Core.Content;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Packages;
using ModelPack.Feeds.History;
using NuGet.Common;
using NuGet.Packaging;
using NuGet.Versioning;

namespace ModelPack.Feeds.Collecting;

/// <summary>
/// Finds on this machine what no package of its package folders needs: payloads in the global packages folder, and files in the store that were put together of several
/// payloads; and manifests of feeds that nothing has read for 90 days. All of it comes again with a restore, a build, or from the feed.
/// </summary>
public sealed class MachineCollector
{
    private static readonly TimeSpan s_unread = TimeSpan.FromDays(90);

    private readonly FeedContext _context;
    private readonly string? _store;
    private readonly TimeProvider _clock;

    /// <summary>Takes the package folders of a configuration, and the store of this machine.</summary>
    /// <param name="context">The configuration.</param>
    public MachineCollector(FeedContext context)
        : this(context, ModelPackStore.Folder, TimeProvider.System)
    {
    }

    internal MachineCollector(FeedContext context, string? store, TimeProvider clock)
    {
        _context = context;
        _store = store;
        _clock = clock;
    }

    /// <summary>Finds what can go.</summary>
    /// <param name="options">What is looked for.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public CollectionPlan Plan(CollectOptions options, CancellationToken cancellationToken)
    {
        Needs needs = new();
        List<(string Package, Problem Problem)> unreadable = [];
        foreach (string folder in _context.PackageFolders.Where(Directory.Exists))
        {
            foreach ((string id, string version, string place) in Packages(folder))
            {
                cancellationToken.ThrowIfCancellationRequested();
                string manifest = Path.Combine(place, "modelpack", ModelManifest.FileName);
                if (!File.Exists(manifest))
                {
                    continue;
                }

                try
                {
                    needs.Add(id, PackageManifests.ReadFile(manifest));
                }
                catch (ModelPackException exception)
                {
                    needs.AddUnreadable(id);
                    unreadable.Add(($"{id} {version}", exception.Problem));
                }
            }
        }

        List<string> kept = [];
        List<Garbage> items = [.. FindPayloads(needs, options, kept), .. FindFiles(needs, options, kept), .. FindManifests()];
        return new CollectionPlan(null, items, kept, [.. unreadable.Select(one => CollectProblems.Unreadable(one.Package, one.Problem, needs.MayNeedAll))]);
    }

    /// <summary>Deletes what can go, each under the lock of whoever writes such things.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="cancellationToken">Ends it; what is deleted is deleted.</param>
    public async Task<CollectionResult> DeleteAsync(CollectionPlan plan, CancellationToken cancellationToken)
    {
        List<Garbage> deleted = [];
        List<Problem> problems = [];
        foreach (Garbage item in plan.Items)
        {
            try
            {
                bool isDeleted = item.Kind switch
                {
                    GarbageKind.StoredFile => DeleteFile(item.Path!),
                    GarbageKind.CachedManifests => DeleteManifests(item.Path!),
                    _ => await DeletePackage(item, cancellationToken),
                };
                if (isDeleted)
                {
                    deleted.Add(item);
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                problems.Add(CollectProblems.CannotDelete(item.Path!, exception));
            }
        }

        return new CollectionResult(deleted, problems);
    }

    private IEnumerable<Garbage> FindPayloads(Needs needs, CollectOptions options, List<string> kept)
    {
        if (!Directory.Exists(_context.GlobalPackagesFolder))
        {
            yield break;
        }

        VersionFolderPathResolver paths = new(_context.GlobalPackagesFolder);
        foreach ((string id, string version, string place) in Packages(_context.GlobalPackagesFolder).Where(package => PayloadName.Prefix(package.Id) is not null))
        {
            if (needs.IsNeeded(new PackageKey(id, version)))
            {
                continue;
            }

            FileInfo metadata = new(paths.GetNupkgMetadataPath(id, NuGetVersion.Parse(version)));
            if (needs.MayBeNeeded(PayloadName.Prefix(id)!))
            {
                kept.Add($"{id} {version}: a package whose manifest cannot be read may need it.");
            }
            else if (new DirectoryInfo(place).LinkTarget is not null || new DirectoryInfo(Path.GetDirectoryName(place)!).LinkTarget is not null)
            {
                kept.Add($"{id} {version}: it lies behind a link, and what is there may be somebody else's.");
            }
            else if (!metadata.Exists || _clock.GetUtcNow() - metadata.LastWriteTimeUtc < options.MinimumAge)
            {
                kept.Add($"{id} {version}: it is young, and may belong to a restore under way.");
            }
            else
            {
                yield return new Garbage(GarbageKind.Payload, id, version, place, SizeOf(place), metadata.LastWriteTimeUtc, "no package of this machine needs it");
            }
        }
    }

    private IEnumerable<Garbage> FindFiles(Needs needs, CollectOptions options, List<string> kept)
    {
        string folder = Path.Combine(_store ?? "", "files");
        if (_store is null || !Directory.Exists(folder))
        {
            yield break;
        }

        foreach (FileInfo file in new DirectoryInfo(folder).EnumerateDirectories().SelectMany(part => part.EnumerateFiles()).Where(file => ModelLayoutRules.IsSha256(file.Name) && !needs.IsFile(file.Name)))
        {
            // The file itself is dated to 1980; its lock is as old as its first use.
            FileInfo gate = new(file.FullName + ".lock");
            DateTime time = gate.Exists && gate.LastWriteTimeUtc > file.CreationTimeUtc ? gate.LastWriteTimeUtc : file.CreationTimeUtc;
            if (!needs.IsComplete)
            {
                kept.Add($"{file.Name}: a package whose manifest cannot be read may need it.");
            }
            else if (_clock.GetUtcNow() - time < options.MinimumAge)
            {
                kept.Add($"{file.Name}: it is young, and may belong to a build under way.");
            }
            else
            {
                yield return new Garbage(GarbageKind.StoredFile, file.Name, null, file.FullName, file.Length, time, "no package of this machine has such a file");
            }
        }
    }

    private IEnumerable<Garbage> FindManifests()
    {
        if (_store is null || new DirectoryInfo(ManifestCache.FolderIn(_store)) is not { Exists: true } folder)
        {
            yield break;
        }

        foreach (DirectoryInfo id in folder.EnumerateDirectories().SelectMany(source => source.EnumerateDirectories()))
        {
            FileInfo[] files = id.GetFiles();
            DateTime read = files.Select(file => file.LastWriteTimeUtc).Append(files.Length == 0 ? id.LastWriteTimeUtc : DateTime.MinValue).Max();
            if (_clock.GetUtcNow() - read >= s_unread)
            {
                yield return new Garbage(GarbageKind.CachedManifests, id.Name, null, id.FullName, files.Sum(file => file.Length), read, $"nothing has read these manifests of '{id.Name}' for {s_unread.Days} days");
            }
        }
    }

    private static IEnumerable<(string Id, string Version, string Place)> Packages(string folder) =>
        from id in new DirectoryInfo(folder).EnumerateDirectories()
        from version in id.EnumerateDirectories()
        where NuGetVersion.TryParse(version.Name, out _)
        select (id.Name, version.Name, version.FullName);

    private async Task<bool> DeletePackage(Garbage item, CancellationToken cancellationToken)
    {
        VersionFolderPathResolver paths = new(_context.GlobalPackagesFolder);
        NuGetVersion version = NuGetVersion.Parse(item.Version!);
        return await ConcurrencyUtilities.ExecuteWithFileLockedAsync(
            paths.GetPackageFilePath(item.Id, version),
            _ =>
            {
                // Restores write this file last, and take a package without it for none.
                File.Delete(paths.GetNupkgMetadataPath(item.Id, version));
                string place = paths.GetInstallPath(item.Id, version);
                if (Directory.Exists(place))
                {
                    Directory.Delete(place, recursive: true);
                }

                string parent = Path.GetDirectoryName(place)!;
                if (Directory.Exists(parent) && !Directory.EnumerateFileSystemEntries(parent).Any())
                {
                    Directory.Delete(parent);
                }

                return Task.FromResult(true);
            },
            cancellationToken);
    }

    /// <summary>Deletes a file of the store, unless a build holds its lock. The lock's file stays: another build may wait for it.</summary>
    private static bool DeleteFile(string path)
    {
        using FileStream gate = new(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        File.Delete(path);
        return true;
    }

    /// <summary>Deletes manifests of the cache. Whoever reads them meanwhile takes them from the feed again.</summary>
    private static bool DeleteManifests(string path)
    {
        Directory.Delete(path, recursive: true);
        string source = Path.GetDirectoryName(path)!;
        if (!Directory.EnumerateFileSystemEntries(source).Any())
        {
            Directory.Delete(source);
        }

        return true;
    }

    private static long SizeOf(string folder) => new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
}
