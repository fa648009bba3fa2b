using System.Security.Cryptography;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Records;
using ModelPack.Feeds.Records;

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
        return new RevocationResult(record, isNew);
    }

    private static int Rank(string severity) => RevocationSeverities.All.ToList().IndexOf(severity);

    // A version that is so bad that it was deleted is still in caches.
    private async Task<RecordSubject> Subject(RevocationRequest request, CancellationToken cancellationToken)
    {
        try
        {
            using OpenedModel model = await feeds.OpenModelAsync(request.Model, request.Version, cancellationToken);
            return model.Subject;
        }
        catch (ModelPackException exception) when (exception.Problem.Code == FeedDiagnosticCodes.VersionNotFound)
        {
            feeds.Warn?.Invoke(exception.Problem with { Severity = ProblemSeverity.Warning, Message = $"{request.Model} {request.Version.ToNormalizedString()} is not on the source any more: it is revoked by its version alone, without its digest. Check that the version is right." });
            string id = await CanonicalId(request, cancellationToken);
            return new RecordSubject { Id = id, Version = request.Version.ToNormalizedString(), Digest = "" };
        }
    }

    private async Task<string> CanonicalId(RevocationRequest request, CancellationToken cancellationToken)
    {
        foreach (StoredVersion version in (await feeds.Models.ListAsync(request.Model, cancellationToken)).Where(version => version.IsThere).Reverse())
        {
            using OpenedModel model = await feeds.OpenModelAsync(request.Model, version.Version, cancellationToken);
            return model.Manifest.Id;
        }

        return request.Model;
    }
}
