using System.Collections.Concurrent;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Records;
using ModelPack.Feeds.Diagnostics;
using ModelPack.Feeds.Records;
using ModelPack.Feeds.Remote;
using ModelPack.Feeds.Sources;
using NuGet.Configuration;
using NuGet.Versioning;

namespace ModelPack.Feeds.History;

/// <summary>Reads which versions of a model there are, and what each is, from their manifests: no package is downloaded where that can be helped, and no manifest is read twice.</summary>
public sealed class HistoryReader
{
    private const int MostFailures = 5;

    private readonly RemotePackages _packages;
    private readonly ManifestSource _manifests;
    private readonly AliasFinder _aliases;

    /// <summary>Takes the sources.</summary>
    /// <param name="packages">The packages of the sources.</param>
    public HistoryReader(RemotePackages packages)
        : this(packages, ManifestCache.Open())
    {
    }

    internal HistoryReader(RemotePackages packages, ManifestCache cache)
    {
        _packages = packages;
        _manifests = new ManifestSource(packages, cache);
        _aliases = new AliasFinder(packages, _manifests);
    }

    internal ManifestSource Manifests => _manifests;

    internal AliasFinder Aliases => _aliases;

    internal RemotePackages Packages => _packages;

    /// <summary>Reads the versions of a model from all its sources.</summary>
    /// <param name="id">The package id; case does not matter.</param>
    /// <param name="options">How; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ModelPackException">There is no such package (MP5004), it is an alias, or none of the sources answers.</exception>
    public Task<ModelHistory> ReadAsync(string id, HistoryOptions? options, CancellationToken cancellationToken) => ReadAsync(id, options ?? new HistoryOptions(), known: null, cancellationToken);

    /// <summary>As <see cref="ReadAsync(string, HistoryOptions?, CancellationToken)"/>, for who has read the records.</summary>
    internal async Task<ModelHistory> ReadAsync(string id, HistoryOptions options, ModelRecords? known, CancellationToken cancellationToken)
    {
        IReadOnlyList<PackageSource> sources = SourcesOf(id);
        List<Problem> failures = [];
        List<PublishedVersion> published = [];
        HashSet<string> down = new(StringComparer.Ordinal);
        ModelPackException? first = null;
        foreach (PackageSource source in sources)
        {
            try
            {
                published.AddRange(await _packages.ListAsync(source, id, cancellationToken));
            }
            catch (ModelPackException exception) when (FeedProblemKinds.Of(exception.Problem) != FeedProblemKind.Usage)
            {
                first ??= exception;
                failures.Add(exception.Problem);
                down.Add(source.Name);
            }
        }

        IReadOnlyList<PackageSource> recordSources = options.RecordSources ?? [.. sources.Where(source => !down.Contains(source.Name))];

        if (published.Count == 0)
        {
            throw first ?? FeedProblems.PackageNotFound(id, sources);
        }

        PublishedVersion[][] groups = [.. published
            .Where(version => options.Prerelease || !version.Version.IsPrerelease)
            .GroupBy(version => version.Version, (IEqualityComparer<NuGetVersion>)VersionComparer.VersionRelease)
            .OrderBy(group => group.Key)
            .Select(group => group.ToArray())];
        Task<ModelRecords> reading = known is not null ? Task.FromResult(known) : ReadRecordsAsync(recordSources, id, options, withDeployments: false, cancellationToken);
        Task<ModelVersion[]> reads = ReadManifests(id, groups, cancellationToken);
        await Task.WhenAll(reading, reads);
        (ModelRecords records, ModelVersion[] versions) = (await reading, await reads);

        // An alias whose history cannot be right is told of, and serves nothing.
        IReadOnlyList<ModelAlias> aliases = records.Served;
        failures.AddRange(records.Problems.Where(problem => (problem.Severity == ProblemSeverity.Error || problem.Code == FeedDiagnosticCodes.ForkedAlias) && failures.All(failure => failure.Message != problem.Message)));
        if (versions.Length > 0 && versions.All(version => version is { Manifest: null, Problem: null }) && RecordPackages.ModelOf(id) is { } model)
        {
            throw RecordPackageProblems.NoModel(id, model);
        }

        Compare(versions);
        for (int i = 0; i < versions.Length; i++)
        {
            versions[i] = Mark(versions[i], id, records, options.Policy) with { Aliases = [.. aliases.Where(alias => VersionComparer.VersionRelease.Equals(alias.ModelVersion, versions[i].Version))] };
        }

        ModelManifest[] manifests = [.. versions.Select(version => version.Manifest).OfType<ModelManifest>()];
        return new ModelHistory(
            manifests.LastOrDefault()?.Id ?? id, versions, aliases, HeadlineMetrics.Order(manifests, options.GatedMetrics), Gaps(published, versions, aliases), failures)
        {
            Answered = [.. sources.Select(source => source.Name).Where(name => !down.Contains(name))],
        };
    }

    /// <summary>Reads the records of a model.</summary>
    internal Task<ModelRecords> ReadRecordsAsync(IReadOnlyList<PackageSource> sources, string id, HistoryOptions options, bool withDeployments, CancellationToken cancellationToken) =>
        new ModelRecordsReader(_packages, _aliases).ReadAsync(sources, id, options.Stages, withDeployments, cancellationToken);

    private static ModelVersion Mark(ModelVersion version, string id, ModelRecords records, ReleasePolicy? policy)
    {
        RecordSubject subject = version.Manifest is { } manifest ? RecordSubject.Of(manifest) : new RecordSubject { Id = id, Version = version.Version.ToNormalizedString() };
        VersionRecords known = VersionRecords.Of(records, subject, policy);
        return version with
        {
            Revoked = known.Revocation?.Reason,
            Revocation = known.Revocation,
            Deprecated = known.Deprecation is { } deprecation ? deprecation.Record.Reason ?? "deprecated" : version.Deprecated,
            Attestations = known.Attestations,
        };
    }

    /// <summary>The sources that may have an id.</summary>
    /// <exception cref="ModelPackException">There is none.</exception>
    internal IReadOnlyList<PackageSource> SourcesOf(string id)
    {
        if (_packages.Context.IsOffline)
        {
            // Laid out as hierarchical feeds are.
            PackageSource[] folders = [.. _packages.Context.PackageFolders.Where(Directory.Exists).Select(folder => new PackageSource(folder))];
            return folders.Length > 0 ? folders : throw FeedProblems.NoSources(id, offline: true);
        }

        IReadOnlyList<PackageSource> sources = _packages.Context.SourcesOf(id);
        return sources.Count > 0 ? sources
            : _packages.Context.Sources.Count == 0 ? throw FeedProblems.NoSources(id, _packages.Context.IsOffline)
            : throw FeedProblems.NotMapped(id, _packages.Context.Sources);
    }

    private async Task<ModelVersion[]> ReadManifests(string id, PublishedVersion[][] groups, CancellationToken cancellationToken)
    {
        ModelVersion[] versions = new ModelVersion[groups.Length];
        ConcurrentDictionary<string, int> down = new(StringComparer.Ordinal);
        await Parallel.ForEachAsync(
            Enumerable.Range(0, groups.Length),
            new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, _packages.Options.Concurrency) * 2, CancellationToken = cancellationToken },
            async (index, token) => versions[index] = await ReadVersion(id, groups[index], down, token));
        return versions;
    }

    /// <summary>Reads a version from the first source that gives it.</summary>
    private async ValueTask<ModelVersion> ReadVersion(string id, PublishedVersion[] published, ConcurrentDictionary<string, int> down, CancellationToken cancellationToken)
    {
        Problem? problem = null;
        ModelVersion version = new()
        {
            Version = published[0].Version,
            Sources = [.. published.Select(one => one.Source.Name)],
            Published = published.Select(one => one.Published).FirstOrDefault(time => time is not null),
            Listed = published.Select(one => one.Listed).FirstOrDefault(listed => listed is not null),
            IsThere = published.Any(one => one.IsThere != false),
            Author = published.Select(one => one.Authors).FirstOrDefault(author => author is not null),
            Deprecated = published.Select(one => one.Deprecation).FirstOrDefault(deprecation => deprecation is not null),
            PackageSize = published.Select(one => one.Size).FirstOrDefault(size => size is not null),
            Tags = published.Select(one => one.Tags).FirstOrDefault(tags => tags is not null),
        };
        foreach (PublishedVersion one in published.Where(one => one.IsThere != false).OrderBy(one => one.Source.IsLocal ? 0 : 1))
        {
            try
            {
                // A feed that went down is not waited for a thousand times.
                if (down.GetValueOrDefault(one.Source.Name) >= MostFailures && !_manifests.IsKnown(id, one))
                {
                    problem ??= FeedFailure.Unreachable(one.Source, "it stopped answering").Problem;
                    continue;
                }

                return With(version, id, one, await _manifests.ReadAsync(id, one, cancellationToken));
            }
            catch (ModelPackException exception) when (exception.Problem.Code != FeedDiagnosticCodes.IsAnAlias)
            {
                // Another source may have it sound; else the version is shown with what is wrong.
                problem ??= exception.Problem;
                if (FeedProblemKinds.Of(exception.Problem) == FeedProblemKind.NotReachable)
                {
                    down.AddOrUpdate(one.Source.Name, 1, (_, count) => count + 1);
                }
            }
        }

        return version with { Problem = problem };
    }

    private static ModelVersion With(ModelVersion version, string id, PublishedVersion published, ReadManifest read)
    {
        if (read.Manifest is not { } manifest)
        {
            return version with { PackageSize = read.PackageSize ?? version.PackageSize };
        }

        if (id.StartsWith(manifest.Id + ".", StringComparison.OrdinalIgnoreCase))
        {
            throw RecordFailure.IsAnAlias(id, manifest.Id);
        }

        if (!manifest.Id.Equals(id, StringComparison.OrdinalIgnoreCase) || !NuGetVersion.TryParse(manifest.Version, out NuGetVersion? stated) || !VersionComparer.VersionRelease.Equals(stated, version.Version))
        {
            throw PackageFailure.Other(published.Source, id, version.Version, $"its manifest says '{Feeds.Packages.PackageCheck.Printable(manifest.Id)}' {Feeds.Packages.PackageCheck.Printable(manifest.Version)}");
        }

        return version with
        {
            Manifest = manifest,
            ManifestBytes = read.Bytes,
            Author = manifest.Training?.Author ?? manifest.Producer ?? version.Author,
            PackageSize = read.PackageSize ?? version.PackageSize,
            Size = ModelContents.Size(manifest),
        };
    }

    /// <summary>Compares each version with those before it: in time where that is known for all, else in their order.</summary>
    private static void Compare(ModelVersion[] versions)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        bool isTimed = versions.All(version => version.Published is not null);
        foreach (int index in isTimed ? Enumerable.Range(0, versions.Length).OrderBy(index => versions[index].Published).ThenBy(index => index) : Enumerable.Range(0, versions.Length))
        {
            if (versions[index].Manifest is { } manifest)
            {
                versions[index] = versions[index] with { NewBytes = ModelContents.Of(manifest).Where(content => seen.Add(content.Key)).Sum(content => content.Value) };
            }
        }

        ModelManifest? before = null;
        for (int i = 0; i < versions.Length; i++)
        {
            if (versions[i].Manifest is { } manifest)
            {
                versions[i] = before is null ? versions[i] : versions[i] with { Signature = SignatureDifference.Of(before, manifest) };
                before = manifest;
            }
        }
    }

    private static List<string> Gaps(List<PublishedVersion> published, ModelVersion[] versions, IReadOnlyList<ModelAlias> aliases)
    {
        List<string> gaps = [.. versions.Where(version => !version.IsThere).Select(version => $"{version.Version.ToNormalizedString()} is listed, but its package is not on the source.")];
        foreach (ModelAlias alias in aliases.Where(alias => !published.Exists(version => VersionComparer.VersionRelease.Equals(version.Version, alias.ModelVersion))))
        {
            gaps.Add($"{alias.ModelVersion.ToNormalizedString()} is not on the sources, but '{alias.Id}' {alias.Version.ToNormalizedString()} serves it: the alias has all that it needs.");
        }

        return gaps;
    }
}
