using System.Security.Cryptography;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Records;
using ModelPack.Feeds.Records;
using NuGet.Versioning;

namespace ModelPack.Feeds.Promotion;

/// <summary>Adds what is learned of a version to its records. The version stays as it is.</summary>
/// <param name="feeds">Where models and records are.</param>
public sealed class Attester(RecordFeeds feeds)
{
    /// <summary>Adds an attestation. Two at once are both added, one after the other; the same again is not.</summary>
    /// <param name="request">What is said.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ModelPackException">Something is missing in it (MP5076), it would not count (MP5063, MP5064, MP5067), or something cannot be had, read or published.</exception>
    public async Task<AttestationResult> AttestAsync(AttestationRequest request, CancellationToken cancellationToken)
    {
        Require(request);
        ApprovalRule.Require(request);
        if (request.Type == AttestationTypes.Confirmation)
        {
            string alias = RecordPackages.Alias(request.Model, request.Stage!);
            AliasState state = await feeds.Reader.ReadAliasStateAsync(alias, cancellationToken) ?? throw RecordFailure.NoSuchAlias(feeds.RecordSource, alias);
            return await new RollbackConfirmer(feeds, this).ConfirmAsync(state.History, request.Version, request, cancellationToken);
        }

        RecordSubject subject;
        using (OpenedModel model = await feeds.OpenModelAsync(request.Model, request.Version, cancellationToken))
        {
            subject = model.Subject;
        }

        if (request.Type == AttestationTypes.Approval && (await feeds.Reader.ReadRevocationsAsync(subject.Id, cancellationToken)).FirstOrDefault(revocation => revocation.Covers(subject)) is { } revoked)
        {
            throw RecordFailure.Revoked(subject, revoked);
        }

        AttestationResult result = await AddAsync(request, subject, promotion: null, cancellationToken);
        if (EvidenceRule.Explain(request, result.Record) is { } doesNotCount)
        {
            feeds.Warn?.Invoke(doesNotCount);
        }

        return result;
    }

    /// <summary>Adds what is said of a version that was found.</summary>
    internal async Task<AttestationResult> AddAsync(AttestationRequest request, RecordSubject subject, int? promotion, CancellationToken cancellationToken)
    {
        (AttachedFile File, byte[] Content)? attachment = request.File is { } file ? AttachedFile.Read(file) : null;
        AttestationRecord wanted = new()
        {
            Type = request.Type,
            Subject = subject,
            Stage = ApprovalRule.StageOf(request),
            Promotion = promotion,
            Actor = request.Actor,
            Time = feeds.Now,
            Reason = request.Reason,
            Ticket = request.Ticket,
            Metrics = Metrics(request, attachment) is { Count: > 0 } metrics ? metrics : null,
            Validation = request.Validation,
            File = attachment?.File,
        };
        if (request.Type == AttestationTypes.Evaluation && wanted.Metrics is null && attachment is null)
        {
            throw RecordFailure.Incomplete("An evaluation says what was measured. Give --metric name=value, or --file with the results.");
        }

        DsseEnvelope? envelope = request.Key is { } key ? DsseEnvelope.Sign(wanted.Statement(), key) : null;
        wanted.Envelope = envelope is null ? null : Convert.ToHexStringLower(SHA256.HashData(envelope.ToUtf8Bytes()));
        (AttestationRecord record, bool isNew) = await new BookWriter(feeds.Store).AddAsync(
            subject.Id,
            BookKinds.Attestations,
            (sequence, skipped, previous) =>
            {
                (wanted.Sequence, wanted.Skipped, wanted.Previous) = (sequence, skipped, previous);
                return wanted;
            },
            envelope,
            attachment,
            there => Existing(there, wanted, request.Key),
            cancellationToken);
        return new AttestationResult(record, isNew) { CountsAs = CountsAs(request) };
    }

    /// <summary>Confirms every emergency rollback of an alias that waits for it, and that the one who confirms did not make.</summary>
    /// <param name="alias">The package id of the alias.</param>
    /// <param name="actor">Who confirms.</param>
    /// <param name="reason">Why, or <see langword="null"/>.</param>
    /// <param name="key">Signs it.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ModelPackException">There is no such rollback (MP5071), or the confirmation would not count (MP5063, MP5064, MP5066).</exception>
    public async Task<AttestationResult> ConfirmAsync(string alias, RecordActor actor, string? reason, RecordKey? key, PolicyFile? policy, CancellationToken cancellationToken)
    {
        AliasState state = await feeds.Reader.ReadAliasStateAsync(alias, cancellationToken) ?? throw RecordFailure.NoSuchAlias(feeds.RecordSource, alias);
        AttestationRequest request = new()
        {
            Model = state.History.Model,
            Version = PackageLocator.ParseVersion(state.History.Newest.Model.Version),
            Type = AttestationTypes.Confirmation,
            Stage = state.History.Stage,
            Actor = actor,
            Reason = reason,
            Key = key,
            Policy = policy,
        };
        Require(request);
        ApprovalRule.Require(request);
        return await new RollbackConfirmer(feeds, this).ConfirmAsync(state.History, version: null, request, cancellationToken);
    }

    /// <summary>Whose it is, where the policy says that the key is not that of the one who is stated.</summary>
    internal static string? CountsAs(AttestationRequest request) =>
        request is { Key: { } key, Policy: { } file } && file.Policy.HolderOf(key.KeyId) is { } holder && !holder.IsNamed(request.Actor.Name) ? holder.Name : null;

    private static void Require(AttestationRequest request)
    {
        RecordActors.Require(request.Actor);
        StatedTexts.Require(request.Reason, request.Ticket);
        if (!AttestationTypes.All.Contains(request.Type))
        {
            throw RecordFailure.Incomplete($"'{request.Type}' is no type of attestation; there are {string.Join(", ", AttestationTypes.All)}. Name one of them.");
        }

        if (request.Stage is { } stage)
        {
            RecordPackages.RequireStage(stage);
        }

        bool hasText = !string.IsNullOrWhiteSpace(request.Reason) || request.File is not null;
        switch (request.Type)
        {
            case AttestationTypes.Validation when string.IsNullOrWhiteSpace(request.Validation?.Outcome):
                throw RecordFailure.Incomplete("A validation says what was found where. Give --outcome, and --hardware or --execution-provider.");
            case AttestationTypes.Incident or AttestationTypes.Deprecation when !hasText:
                throw RecordFailure.Incomplete($"A record of the type '{request.Type}' says what happened. Give --reason or --file.");
            case AttestationTypes.Correction when !hasText && request.Metrics.Count == 0:
                throw RecordFailure.Incomplete("A correction says what is right. Give --reason, --metric or --file.");
            case AttestationTypes.Confirmation when request.Stage is null:
                throw RecordFailure.Incomplete("A confirmation is for the rollback of a stage. Name it with --stage.");
            default:
                break;
        }
    }

    private static List<ModelMetric> Metrics(AttestationRequest request, (AttachedFile File, byte[] Content)? attachment) =>
        request.Metrics.Count > 0 ? [.. request.Metrics]
        : request.Type == AttestationTypes.Evaluation && attachment is { } file ? AttestedMetrics.Read(file.Content)
        : [];

    /// <summary>
    /// The record that says the same already. Of measurements only the last of their kind counts: what was found before, and otherwise since, is news again.
    /// A signature is another one if its key is.
    /// </summary>
    private static AttestationRecord? Existing(BookContent<AttestationRecord> there, AttestationRecord wanted, RecordKey? key)
    {
        bool isMeasurement = wanted.Type is AttestationTypes.Validation or AttestationTypes.Evaluation or AttestationTypes.Correction;
        IEnumerable<AttestationRecord> candidates = there.Book.Records.Where(record => record.Type == wanted.Type && record.Subject.IsSameAs(wanted.Subject));
        return (isMeasurement ? candidates.TakeLast(1) : candidates).LastOrDefault(record => IsSame(record, wanted) && IsSignedBy(there, record, key));
    }

    private static bool IsSignedBy(BookContent<AttestationRecord> there, AttestationRecord record, RecordKey? key) =>
        key is null || (record.Envelope is { } sha256 && there.Envelopes.TryGetValue(sha256, out DsseEnvelope? envelope) && envelope.SignedBy([key]).Count > 0);

    // All that it says, but when: a second run of the same command adds nothing.
    private static bool IsSame(AttestationRecord existing, AttestationRecord wanted)
    {
        if ((existing.Envelope is null) != (wanted.Envelope is null))
        {
            return false;
        }

        (int, List<int>?, string?, string?, DateTimeOffset) own = (wanted.Sequence, wanted.Skipped, wanted.Previous, wanted.Envelope, wanted.Time);
        (wanted.Sequence, wanted.Skipped, wanted.Previous, wanted.Envelope, wanted.Time) = (existing.Sequence, existing.Skipped, existing.Previous, existing.Envelope, existing.Time);
        bool same = existing.ComputeDigest() == wanted.ComputeDigest();
        (wanted.Sequence, wanted.Skipped, wanted.Previous, wanted.Envelope, wanted.Time) = own;
        return same;
    }
}
