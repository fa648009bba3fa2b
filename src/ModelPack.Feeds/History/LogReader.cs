using ModelPack.Core.Diagnostics;
using ModelPack.Core.Records;
using ModelPack.Feeds.Records;
using ModelPack.Feeds.Remote;
using NuGet.Configuration;
using NuGet.Versioning;

namespace ModelPack.Feeds.History;

/// <summary>Reads what happened to a model: from the lists of its feeds, the manifests of its versions, and its records.</summary>
public sealed class LogReader
{
    private static readonly TimeSpan s_tolerance = TimeSpan.FromMinutes(5);

    private readonly HistoryReader _history;

    /// <summary>Takes the sources.</summary>
    /// <param name="packages">The packages of the sources.</param>
    public LogReader(RemotePackages packages)
        : this(new HistoryReader(packages))
    {
    }

    internal LogReader(HistoryReader history) => _history = history;

    /// <summary>Reads the history of a model.</summary>
    /// <param name="id">The package id; case does not matter.</param>
    /// <param name="policy">Says whose keys prove what; <see langword="null"/> where there is none.</param>
    /// <param name="options">How it is read; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ModelPackException">There is no such package, and no record of it either.</exception>
    public async Task<ModelLog> ReadAsync(string id, ReleasePolicy? policy, HistoryOptions? options, CancellationToken cancellationToken)
    {
        options ??= new HistoryOptions();
        IReadOnlyList<PackageSource> sources = options.RecordSources ?? _history.SourcesOf(id);
        ModelRecords records = await _history.ReadRecordsAsync(sources, id, options, withDeployments: true, cancellationToken);
        ModelHistory? history = null;
        List<Problem> problems = [.. records.Problems];
        try
        {
            history = await _history.ReadAsync(id, options with { Prerelease = true }, records, cancellationToken);
            problems.AddRange(history.Failures.Concat(history.Versions.Select(version => version.Problem).OfType<Problem>()));
        }
        catch (ModelPackException exception) when (records.Aliases.Count > 0 || records.Attestations.Count > 0 || records.Revocations.Count > 0 || records.Deployments.Count > 0)
        {
            // Records outlive what retention deletes.
            problems.Add(exception.Problem);
        }

        List<LogEntry> entries = [.. (history?.Versions ?? []).Select(Published)];
        // A source with an older state of an alias has no promotion that the others have not.
        HashSet<string> told = new(StringComparer.Ordinal);
        entries.AddRange(records.Aliases
            .OrderByDescending(alias => alias.History.Records.Count)
            .SelectMany(alias => Promotions(alias, records.Attestations, policy).Where(promotion => told.Add(promotion.Record.ComputeDigest())).SelectMany(promotion => Promoted(promotion.Entry, promotion.Record, records))));
        entries.AddRange(records.Attestations.Select(attestation => Attested(attestation, policy) with { Sources = records.SourcesOf(attestation.Record) }));
        entries.AddRange(records.Revocations.Select(record => Revoked(record) with { Sources = records.SourcesOf(record) }));
        entries.AddRange(records.Deployments.Select(record => Deployed(record) with { Sources = records.SourcesOf(record) }));
        entries.AddRange(Gaps(entries, history));
        return new ModelLog(
            history?.Id ?? records.Aliases.Select(alias => alias.History.Model).FirstOrDefault() ?? id,
            [.. entries.OrderBy(entry => entry.Order ?? entry.Time ?? DateTimeOffset.MinValue).ThenBy(entry => entry.Kind)],
            [.. problems.DistinctBy(problem => (problem.Code, problem.Message))])
        {
            IsOfSeveralSources = records.Sources.Values.SelectMany(names => names).Distinct(StringComparer.OrdinalIgnoreCase).Skip(1).Any(),
        };
    }

    private static LogEntry Published(ModelVersion version) => new(version.Published ?? version.Manifest?.Created, LogEntryKind.Published, version.Version.ToNormalizedString())
    {
        Sources = version.Sources,
        Actor = version.Author,
        ActorSource = version.Manifest is null ? null : "manifest",
        Detail = (version.Listed, version.Deprecated) switch
        {
            (false, { } why) => $"unlisted, deprecated ({why})",
            (false, _) => "unlisted",
            (_, { } why) => $"deprecated ({why})",
            _ => null,
        },
        IsPackageGone = !version.IsThere,
    };

    private static IEnumerable<(LogEntry Entry, PromotionRecord Record)> Promotions(AliasState alias, IReadOnlyList<SignedAttestation> attestations, ReleasePolicy? policy)
    {
        HashSet<int> open = [.. RollbackState.Of(alias.History, attestations, policy).Where(state => state.IsOpen).Select(state => state.Record.Sequence)];
        foreach (PromotionRecord record in alias.History.Records)
        {
            PolicyApprover? person = policy?.Signers.FirstOrDefault(approver => record.SignedBy(approver.Keys).Count > 0);
            LogEntry entry = new(record.Time, record.Action == PromotionActions.Rollback ? LogEntryKind.RolledBack : LogEntryKind.Promoted, record.Model.Version)
            {
                Stage = alias.History.Stage,
                AliasVersion = record.AliasVersion,
                Replaced = record.Replaced?.Version,
                Actor = record.Actor.Name,
                ActorSource = record.Actor.Source,
                Evidence = person is not null ? LogEvidence.Proven : record.Signatures is { Count: > 0 } ? LogEvidence.Signed : LogEvidence.Stated,
                ProvenBy = person?.Name,
                Reason = record.Reason,
                Ticket = record.Ticket,
                Approvals = [.. (record.Approvals ?? []).Select(approval => approval.Name)],
                FeedTime = alias.Published.TryGetValue(record.Sequence, out DateTimeOffset published) && (published - record.Time).Duration() > s_tolerance ? published : null,
                Order = alias.Published.TryGetValue(record.Sequence, out DateTimeOffset time) ? time : null,
                IsEmergency = record.Emergency == true,
                IsOpen = open.Contains(record.Sequence),
                IsPackageGone = alias.Gaps.Contains(record.Sequence),
            };
            yield return (entry, record);
        }
    }

    /// <summary>A promotion, and the numbers before it that no promotion has.</summary>
    private static IEnumerable<LogEntry> Promoted(LogEntry entry, PromotionRecord record, ModelRecords records)
    {
        IReadOnlyList<string> sources = records.SourcesOf(record);
        yield return entry with { Sources = sources };
        foreach (int skipped in record.Skipped ?? [])
        {
            yield return new LogEntry(record.Time, LogEntryKind.Gap, null)
            {
                Sources = sources,
                Stage = entry.Stage,
                AliasVersion = RecordPackages.VersionOf(skipped),
                Detail = record.SkippedByCache?.Contains(skipped) == true ? "the machine that promoted had such a version in its package cache, and the feed has none" : "the feed refused this number, and has no such version",
            };
        }
    }

    private static LogEntry Attested(SignedAttestation attestation, ReleasePolicy? policy)
    {
        (AttestationRecord record, LogEvidence evidence, string? provenBy) = VersionAttestation.Of(attestation, policy);
        return new LogEntry(record.Time, LogEntryKind.Attested, record.Subject.Version)
        {
            Stage = record.Stage,
            Actor = record.Actor.Name,
            ActorSource = record.Actor.Source,
            Evidence = evidence,
            ProvenBy = provenBy,
            Detail = record.Type,
            Number = record.Sequence,
            Reason = record.Reason,
            Ticket = record.Ticket,
            Metrics = record.Metrics is { Count: > 0 } metrics ? metrics : null,
            Validation = record.Validation,
            File = record.File is { } file ? new LogFile(file.Name, file.Size, file.Sha256) : null,
        };
    }

    private static LogEntry Revoked(RevocationRecord record) => new(record.Time, LogEntryKind.Revoked, record.Subject.Version)
    {
        Actor = record.Actor.Name,
        ActorSource = record.Actor.Source,
        // The reader has compared the envelope with the record; whose key it is, policies do not say of revocations.
        Evidence = record.Envelope is null ? LogEvidence.Stated : LogEvidence.Signed,
        Detail = record.Severity,
        Number = record.Sequence,
        Reason = record.Reason,
        Ticket = record.Ticket,
    };

    private static LogEntry Deployed(DeploymentRecord record) => new(record.Time, LogEntryKind.Deployed, record.Model.Version)
    {
        Number = record.Sequence,
        Stage = record.Alias is { } alias && alias.StartsWith(record.Model.Id + ".", StringComparison.OrdinalIgnoreCase) ? alias[(record.Model.Id.Length + 1)..] : null,
        AliasVersion = record.AliasVersion,
        Actor = record.Actor.Name,
        ActorSource = record.Actor.Source,
        Detail = record.Environment is { } environment ? $"{record.Service} in {environment}" : record.Service,
        Reason = record.Image,
    };

    /// <summary>Versions that records speak of, and that no feed knows.</summary>
    private static IEnumerable<LogEntry> Gaps(List<LogEntry> entries, ModelHistory? history)
    {
        HashSet<NuGetVersion> known = new((history?.Versions ?? []).Select(version => version.Version), VersionComparer.VersionRelease);
        return [.. entries
            .Where(entry => entry.Kind is not (LogEntryKind.Published or LogEntryKind.Gap))
            .Where(entry => NuGetVersion.TryParse(entry.Version, out NuGetVersion? version) && !known.Contains(version))
            .GroupBy(entry => entry.Version, StringComparer.OrdinalIgnoreCase)
            .Select(group => new LogEntry(group.Min(entry => entry.Time), LogEntryKind.Gap, group.Key) { Detail = "the version is not on the sources; only records speak of it", IsPackageGone = true })];
    }
}
