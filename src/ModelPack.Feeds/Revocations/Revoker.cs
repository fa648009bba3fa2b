using System.Security.Cryptography;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Records;
using ModelPack.Feeds.Records;
using NuGet.Versioning;

namespace ModelPack.Feeds.Revocations;

/// <summary>Revokes versions of models. It removes nothing: whoever reads records learns of it.</summary>
/// <param name="feeds">Where models and records are.</param>
public sealed class Revoker(RecordFeeds feeds)
{
    /// <summary>Revokes a version; one that is revoked already stays as it is.</summary>
    /// <param name="request">What is to be revoked.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ModelPackException">There is no reason (MP5076), or something cannot be had, read or published.</exception>
    public async Task<RevocationResult> RevokeAsync(RevocationRequest request, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(request.Reason))
        {
            throw RecordFailure.Incomplete("A revocation says why. Give --reason.");
        }

        RecordActors.Require(request.Actor);
        StatedTexts.Require(request.Reason, request.Ticket);
        if (!RevocationSeverities.All.Contains(request.Severity))
        {
            throw RecordFailure.Incomplete($"'{request.Severity}' is no severity; there are {string.Join(", ", RevocationSeverities.All)}. Name one of them.");
        }

        RevocationRecord wanted = new()
        {
            Subject = await Subject(request, cancellationToken),
            Actor = request.Actor,
            Time = feeds.Now,
            Reason = request.Reason.Trim(),
            Severity = request.Severity,
            Ticket = request.Ticket,
        };
        DsseEnvelope? envelope = request.Key is { } key ? DsseEnvelope.Sign(wanted.Statement(), key) : null;
        wanted.Envelope = envelope is null ? null : Convert.ToHexStringLower(SHA256.HashData(envelope.ToUtf8Bytes()));
        (RevocationRecord record, bool isNew) = await new BookWriter(feeds.Store).AddAsync(
            wanted.Subject.Id,
            BookKinds.Revocations,
            (sequence, skipped, previous) =>
            {
                (wanted.Sequence, wanted.Skipped, wanted.Previous) = (sequence, skipped, previous);
                return wanted;
            },
            envelope,
            attachment: null,
            // A worse severity is a record of its own.
            there => there.Book.Records.LastOrDefault(existing => existing.Subject.Version == wanted.Subject.Version) is { } last && Rank(last.Severity) >= Rank(wanted.Severity) ? last : null,
            cancellationToken);
        return new RevocationResult(record, isNew, await StillServing(record, request.Stages, cancellationToken));
    }

    /// <summary>The aliases that serve the version: what they say does not change by itself.</summary>
    private async Task<IReadOnlyList<PromotionRecord>> StillServing(RevocationRecord record, IReadOnlyList<string> stages, CancellationToken cancellationToken)
    {
        try
        {
            return [.. (await feeds.Reader.FindAliasesAsync(record.Subject.Id, stages, cancellationToken)).Select(alias => alias.History.Newest).Where(newest => record.Covers(newest.Model))];
        }
        catch (ModelPackException exception)
        {
            // It is revoked; which aliases are to go back is another question.
            feeds.Warn?.Invoke(exception.Problem with { Severity = ProblemSeverity.Warning, Message = $"Which aliases still serve {record.Subject} is not known: {exception.Problem.Message}" });
            return [];
        }
    }

    private static int Rank(string severity) => RevocationSeverities.All.ToList().IndexOf(severity);

    // A version that is so bad that it was deleted, or was overwritten or damaged, is still in caches.
    private async Task<RecordSubject> Subject(RevocationRequest request, CancellationToken cancellationToken)
    {
        if (request.Served is { } served)
        {
            return served;
        }

        try
        {
            using OpenedModel model = await feeds.OpenModelAsync(request.Model, request.Version, cancellationToken);
            return model.Subject;
        }
        catch (ModelPackException exception) when (exception.Problem.Code is FeedDiagnosticCodes.VersionNotFound or FeedDiagnosticCodes.PackageNotFound || IsDamage(exception))
        {
            string id = await CanonicalId(request, cancellationToken);
            string version = request.Version.ToNormalizedString();
            RecordSubject? known = await Known(id, request, cancellationToken);
            if (known is null && !request.Unseen)
            {
                throw IsDamage(exception) ? RecordFailure.Incomplete($"{id} {version} cannot be read, and no record on the source speaks of it: {RecordFailure.Sentence(exception.Problem.Message)} To revoke it by its version alone, without its digest, say --unseen.") : RecordFailure.Incomplete($"{id} {version} is not on the source, and no record there speaks of it. A revocation is for ever, also of a version that is yet to come: check the number, or say --unseen if it was there and is deleted.");
            }

            feeds.Warn?.Invoke(exception.Problem with { Severity = ProblemSeverity.Warning, Message = $"{id} {version} {(IsDamage(exception) ? $"cannot be read ({exception.Problem.Message.TrimEnd('.')})" : "is not on the source")}: it is revoked {(known is null ? "by its version alone, without its digest" : "with the digest that its records name")}." });
            return known ?? new RecordSubject { Id = id, Version = version, Digest = "" };
        }
    }

    // A source that is away is none: it may have the version, sound.
    private static bool IsDamage(ModelPackException exception) => exception.Problem.Code is DiagnosticCodes.NotAModelPackage or DiagnosticCodes.DamagedModelPackage or DiagnosticCodes.UnreadablePackage
        or FeedDiagnosticCodes.DamagedPackage or FeedDiagnosticCodes.WrongPackage;

    /// <summary>What records say of a version that is gone.</summary>
    private async Task<RecordSubject?> Known(string id, RevocationRequest request, CancellationToken cancellationToken)
    {
        IEnumerable<RecordSubject> promoted = (await feeds.Reader.FindAliasesAsync(id, request.Stages, cancellationToken)).SelectMany(alias => alias.History.Records).Select(record => record.Model);
        IEnumerable<RecordSubject> attested = (await feeds.Reader.ReadAttestationsAsync(id, cancellationToken)).Select(record => record.Subject);
        return promoted.Concat(attested).FirstOrDefault(subject => NuGetVersion.TryParse(subject.Version, out NuGetVersion? other) && other == request.Version);
    }

    private async Task<string> CanonicalId(RevocationRequest request, CancellationToken cancellationToken)
    {
        try
        {
            foreach (StoredVersion version in (await feeds.Models.ListAsync(request.Model, cancellationToken)).Where(version => version.IsThere).Reverse())
            {
                if (await ReadId(request.Model, version.Version, cancellationToken) is { } id)
                {
                    return id;
                }
            }
        }
        catch (ModelPackException exception) when (IsDamage(exception))
        {
            // A folder with a file that is no package any more is not listed; what is asked for is named well enough.
        }

        return request.Model;
    }

    private async Task<string?> ReadId(string model, NuGetVersion version, CancellationToken cancellationToken)
    {
        try
        {
            using OpenedModel opened = await feeds.OpenModelAsync(model, version, cancellationToken);
            return opened.Manifest.Id;
        }
        catch (ModelPackException exception) when (IsDamage(exception))
        {
            // Another version tells the id as well.
            return null;
        }
    }
}
