using ModelPack.Core.Diagnostics;
using ModelPack.Core.Records;
using ModelPack.Feeds.History;
using ModelPack.Feeds.Records;
using ModelPack.Feeds.Remote;
using NuGet.Configuration;
using NuGet.Versioning;

namespace ModelPack.Feeds.Collecting;

/// <summary>Finds on a feed what no version, alias or record needs. What cannot be read keeps everything that it may need.</summary>
public sealed class FeedCollector
{
    private const string Ageless = "the feed does not tell how old it is.";

    private readonly RemotePackages _packages;
    private readonly HistoryReader _history;
    private readonly FeedPackageList _list;
    private readonly TimeProvider _clock;

    /// <summary>Takes the sources.</summary>
    /// <param name="packages">The packages of the sources.</param>
    public FeedCollector(RemotePackages packages)
        : this(new HistoryReader(packages), TimeProvider.System)
    {
    }

    internal FeedCollector(HistoryReader history, TimeProvider clock)
    {
        _history = history;
        _packages = history.Packages;
        _list = new FeedPackageList(_packages);
        _clock = clock;
    }

    /// <summary>Finds what can go.</summary>
    /// <param name="source">The feed.</param>
    /// <param name="options">What is looked for.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ModelPackException">The feed cannot be listed.</exception>
    public async Task<CollectionPlan> PlanAsync(PackageSource source, CollectOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        List<Problem> damaged = [];
        IReadOnlyDictionary<string, IReadOnlyList<PublishedVersion>> all = await _list.ListAsync(source, options.Ids, damaged.Add, cancellationToken);
        List<CollectedVersion> own = await ReadVersions(source, all, options, cancellationToken);
        PackageSource[] recordSources = [.. options.RecordSources.Where(other => !other.Source.Equals(source.Source, StringComparison.OrdinalIgnoreCase))];
        List<CollectedVersion> versions = [.. own];
        foreach (PackageSource records in recordSources)
        {
            // What lies there is never proposed; what aliases there serve is needed all the same.
            IEnumerable<string> aliases = own.Where(version => version.IsModel).Select(version => version.Id).Distinct(StringComparer.OrdinalIgnoreCase).SelectMany(model => options.Stages.Select(stage => RecordPackages.Alias(model, stage)));
            versions.AddRange(await ReadVersions(records, await _list.ListAsync(records, [.. options.Ids, .. aliases], damaged.Add, cancellationToken), options, cancellationToken));
        }

        List<Problem> problems = [];
        List<string> kept = [];
        HashSet<CollectedVersion> dropped = options.KeepPrereleases is { } count
            ? await FindPrereleases([source, .. recordSources], own, versions, count, options, kept, problems, cancellationToken) : [];
        // What is not deleted needs its payloads.
        dropped.RemoveWhere(version => IsOther(source, version.Published, version.Id, problems));
        Needs needs = new();
        foreach (CollectedVersion version in versions)
        {
            if (version.Problem is not null)
            {
                needs.AddUnreadable(version.Id);
            }
            else if (version.Manifest is { } manifest)
            {
                if (dropped.Contains(version))
                {
                    needs.Know(version.Id, manifest);
                }
                else
                {
                    needs.Add(version.Id, manifest);
                }
            }
        }

        foreach (string file in damaged.Select(problem => Path.GetFileName(problem.File!)).Where(file => PayloadName.Prefix(IdOf(file)) is null))
        {
            needs.AddUnreadable(IdOf(file));
        }

        problems.AddRange(damaged.Where(problem => PayloadName.Prefix(IdOf(Path.GetFileName(problem.File!))) is null).Select(problem => CollectProblems.Unreadable(Path.GetFileName(problem.File!), problem, needs.MayNeedAll)));
        problems.AddRange(versions.Where(version => version.Problem is not null).Select(version => CollectProblems.Unreadable($"{version.Id} {version.Published.Version.ToNormalizedString()}", version.Problem!, needs.MayNeedAll)));
        Garbage[] items =
        [
            .. dropped.OrderBy(version => version.Id, StringComparer.OrdinalIgnoreCase).ThenBy(version => version.Published.Version).Select(version => Prerelease(version, options.KeepPrereleases!.Value)),
            .. FindPayloads(source, all, versions, needs, options, kept, problems),
        ];
        if (items.Length > 0 && !options.AllListed && new[] { source }.Concat(recordSources).FirstOrDefault(one => !one.IsLocal) is { } hiding)
        {
            problems.Add(CollectProblems.NotAllListed(hiding));
            kept.AddRange(items.Select(item => $"{item.Id} {item.Version}: a package that is unlisted, and that the search does not show, may need it."));
            items = [];
        }

        return new CollectionPlan(source, items, kept, problems);
    }

    /// <summary>Deletes what can go from a folder feed. It is looked at again first: what somebody has come to need meanwhile stays.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="options">What it was made with.</param>
    /// <param name="cancellationToken">Ends it; what is deleted is deleted.</param>
    /// <returns>What was deleted, and what could not be.</returns>
    public async Task<CollectionResult> DeleteAsync(CollectionPlan plan, CollectOptions options, CancellationToken cancellationToken)
    {
        List<Garbage> deleted = [];
        List<Problem> problems = [];
        foreach (GarbageKind kind in new[] { GarbageKind.Prerelease, GarbageKind.Payload })
        {
            // Versions that could not be deleted need their payloads.
            CollectionPlan now = await PlanAsync(plan.Source!, kind == GarbageKind.Payload ? options with { KeepPrereleases = null } : options, cancellationToken);
            HashSet<PackageKey> current = [.. now.Items.Select(item => new PackageKey(item.Id, item.Version!))];
            foreach (Garbage item in plan.Items.Where(item => item.Kind == kind && item.Path is not null && current.Contains(new PackageKey(item.Id, item.Version!))))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (FolderDeletion.Delete(plan.Source!.Source, item.Path!) is { } problem)
                {
                    problems.Add(problem);
                }
                else
                {
                    deleted.Add(item);
                }
            }
        }

        return new CollectionResult(deleted, problems);
    }

    private async Task<List<CollectedVersion>> ReadVersions(
        PackageSource source, IReadOnlyDictionary<string, IReadOnlyList<PublishedVersion>> all, CollectOptions options, CancellationToken cancellationToken)
    {
        List<CollectedVersion> versions = await ReadManifests(all.Where(package => PayloadName.Prefix(package.Key) is null), cancellationToken);
        return source.IsLocal ? versions : [.. versions, .. await ReadHidden(source, all, versions, options, cancellationToken)];
    }

    /// <summary>
    /// Reads packages that a search does not show, for all their versions are unlisted: models that aliases and records name, aliases of the stages that are known, and
    /// whatever this machine has ever read from the feed.
    /// </summary>
    private async Task<List<CollectedVersion>> ReadHidden(
        PackageSource source, IReadOnlyDictionary<string, IReadOnlyList<PublishedVersion>> all, List<CollectedVersion> versions, CollectOptions options, CancellationToken cancellationToken)
    {
        HashSet<string> models = new(versions.Select(version => version.Manifest?.Id).OfType<string>().Concat(all.Keys.Select(RecordPackages.ModelOf).OfType<string>()), StringComparer.OrdinalIgnoreCase);
        string[] ids = [.. models
            .Concat(models.SelectMany(model => options.Stages.Select(stage => RecordPackages.Alias(model, stage))))
            .Concat(_history.Manifests.KnownIds(source))
            .Where(id => !all.ContainsKey(id) && PayloadName.Prefix(id) is null)
            .Distinct(StringComparer.OrdinalIgnoreCase)];
        Dictionary<string, IReadOnlyList<PublishedVersion>> found = [];
        await Parallel.ForEachAsync(
            ids,
            new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, _packages.Options.Concurrency), CancellationToken = cancellationToken },
            async (id, token) =>
            {
                IReadOnlyList<PublishedVersion> listed = await _packages.ListAsync(source, id, token);
                lock (found)
                {
                    found[id] = [.. listed.Where(version => version.IsThere != false)];
                }
            });
        return await ReadManifests(found, cancellationToken);
    }

    /// <summary>The id in the name of a file that is no sound package.</summary>
    private static string IdOf(string file)
    {
        string[] parts = Path.GetFileNameWithoutExtension(file).Split('.');
        int count = parts.TakeWhile(part => part.Length == 0 || !char.IsAsciiDigit(part[0]) || part.Length == 32).Count();
        return string.Join('.', parts.Take(Math.Max(1, count)));
    }

    private async Task<List<CollectedVersion>> ReadManifests(IEnumerable<KeyValuePair<string, IReadOnlyList<PublishedVersion>>> all, CancellationToken cancellationToken)
    {
        List<CollectedVersion> versions = [];
        await Parallel.ForEachAsync(
            all.SelectMany(package => package.Value.Select(version => (package.Key, Version: version))),
            new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, _packages.Options.Concurrency) * 2, CancellationToken = cancellationToken },
            async (package, token) =>
            {
                CollectedVersion read;
                try
                {
                    ReadManifest manifest = await _history.Manifests.ReadAsync(package.Key, package.Version, token);
                    read = new CollectedVersion(package.Key, package.Version, manifest.Manifest, manifest.PackageSize, null);
                }
                catch (ModelPackException exception) when (FeedProblemKinds.Of(exception.Problem) != FeedProblemKind.NotReachable)
                {
                    read = new CollectedVersion(package.Key, package.Version, null, null, exception.Problem);
                }

                lock (versions)
                {
                    versions.Add(read);
                }
            });
        return versions;
    }

    private async Task<HashSet<CollectedVersion>> FindPrereleases(
        IReadOnlyList<PackageSource> sources, List<CollectedVersion> own, List<CollectedVersion> versions, int keep, CollectOptions options, List<string> kept, List<Problem> problems, CancellationToken cancellationToken)
    {
        HashSet<PackageKey> parts = [.. versions.SelectMany(version => version.Manifest?.Parts ?? []).Select(part => new PackageKey(part.Id, part.Version))];
        HashSet<CollectedVersion> dropped = [];
        foreach (IGrouping<string, CollectedVersion> model in own.Where(version => version.IsModel).GroupBy(version => version.Id, StringComparer.OrdinalIgnoreCase))
        {
            CollectedVersion[] surplus = [.. model.Where(version => version.Published.Version.IsPrerelease).OrderByDescending(version => version.Published.Version).Skip(keep)];
            if (surplus.Length == 0)
            {
                continue;
            }

            ModelRecords records = await _history.ReadRecordsAsync(sources, model.Key, new HistoryOptions { Stages = options.Stages }, withDeployments: true, cancellationToken);
            if (!records.IsComplete)
            {
                problems.Add(CollectProblems.RecordsUnreadable(model.Key, records.Problems.First(problem => problem.Severity == ProblemSeverity.Error)));
                continue;
            }

            RecordSubject[] recorded =
            [
                .. records.Aliases.SelectMany(alias => alias.History.Records).Select(record => record.Model),
                .. records.Attestations.Select(attestation => attestation.Record.Subject),
                .. records.Deployments.Select(deployment => deployment.Model),
            ];
            // An alias whose history cannot be had still says what it serves.
            IEnumerable<PackageKey> served = versions.Where(version => version is { IsModel: false, Manifest: not null }).Select(version => new PackageKey(version.Manifest!.Id, version.Manifest.Version));
            HashSet<PackageKey> needed = [.. recorded.Select(subject => new PackageKey(subject.Id, subject.Version)), .. served, .. parts];
            foreach (CollectedVersion version in surplus.Where(version => !needed.Contains(version.Key)))
            {
                if (IsOld(version.Published.Published, options))
                {
                    dropped.Add(version);
                }
                else
                {
                    kept.Add($"{version.Id} {version.Published.Version.ToNormalizedString()}: {(version.Published.Published is null ? Ageless : "it is too young.")}");
                }
            }
        }

        return dropped;
    }

    private bool IsOld(DateTimeOffset? time, CollectOptions options) => options.MinimumAge <= TimeSpan.Zero || (time is { } known && _clock.GetUtcNow() - known >= options.MinimumAge);

    /// <summary>Whether a file of a folder is not what it is listed as, which is told.</summary>
    private static bool IsOther(PackageSource source, PublishedVersion version, string id, List<Problem> problems)
    {
        Problem? problem = version.File is { } file && source.IsLocal ? FolderCheck.Find(source.Source, file, id, version.Version) : null;
        problems.AddRange(problem is null ? [] : [problem]);
        return problem is not null;
    }

    private List<Garbage> FindPayloads(
        PackageSource source, IReadOnlyDictionary<string, IReadOnlyList<PublishedVersion>> all, List<CollectedVersion> versions, Needs needs, CollectOptions options, List<string> kept, List<Problem> problems)
    {
        HashSet<PackageKey> known = [.. versions.SelectMany(version => version.Manifest?.Payloads ?? []).Select(payload => new PackageKey(payload.Id, payload.Version))];
        (Garbage Item, PublishedVersion Version)[] candidates =
        [
            .. all.Where(package => PayloadName.Prefix(package.Key) is not null)
                .SelectMany(package => package.Value.Select(version => (Key: new PackageKey(package.Key, version.Version.ToNormalizedString()), package.Key.Length, Id: package.Key, Version: version)))
                .Where(payload => !needs.IsNeeded(payload.Key))
                .OrderBy(payload => payload.Id, StringComparer.OrdinalIgnoreCase)
                .Select(payload => (new Garbage(
                    GarbageKind.Payload,
                    payload.Id,
                    payload.Version.Version.ToNormalizedString(),
                    payload.Version.File,
                    payload.Version.Size,
                    payload.Version.Published,
                    known.Contains(payload.Key) ? "only versions that go need it" : "no version, alias or record needs it"), payload.Version)),
        ];
        List<Garbage> payloads = [];
        HashSet<Garbage> young = PayloadAges.Young(candidates.Select(candidate => candidate.Item), _clock.GetUtcNow(), options.MinimumAge);
        foreach ((Garbage payload, PublishedVersion version) in candidates)
        {
            string name = $"{payload.Id} {payload.Version}";
            if (needs.MayBeNeeded(PayloadName.Prefix(payload.Id)!))
            {
                kept.Add($"{name}: a package whose manifest cannot be read may need it.");
            }
            else if (young.Contains(payload))
            {
                kept.Add($"{name}: it is young, and may belong to a push under way.");
            }
            else if (!IsOld(payload.Time, options))
            {
                kept.Add($"{name}: {Ageless}");
            }
            else if (!IsOther(source, version, payload.Id, problems))
            {
                payloads.Add(payload);
            }
        }

        return payloads;
    }

    private static Garbage Prerelease(CollectedVersion version, int keep) => new(
        GarbageKind.Prerelease,
        version.Id,
        version.Published.Version.ToNormalizedString(),
        version.Published.File,
        version.PackageSize ?? version.Published.Size,
        version.Published.Published,
        $"not among the newest {keep} prereleases, never promoted, deployed or attested");
}
