using ModelPack.Core.Records;
using ModelPack.Feeds.Promotion;
using ModelPack.Feeds.Records;
using NuGet.Versioning;

namespace ModelPack.Feeds.Unlisting;

/// <summary>Says of versions that they should not be chosen any more. NuGet has no request for that: it is a record, which histories show.</summary>
/// <param name="feeds">Where models and records are.</param>
public sealed class Deprecator(RecordFeeds feeds)
{
    /// <summary>Deprecates a version.</summary>
    /// <param name="id">The id of the model.</param>
    /// <param name="version">Its version.</param>
    /// <param name="reason">Why.</param>
    /// <param name="alternative">What to use instead, or <see langword="null"/>.</param>
    /// <param name="actor">Who says it.</param>
    /// <param name="key">Signs it, or <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="Core.Diagnostics.ModelPackException">The source has no such version or alternative (MP5004, MP5005), the alternative is revoked (MP5067) or the version itself (MP5076), or the record cannot be published.</exception>
    public async Task<AttestationResult> DeprecateAsync(
        string id, NuGetVersion version, string reason, (string Id, NuGetVersion Version)? alternative, RecordActor actor, RecordKey? key, CancellationToken cancellationToken)
    {
        string text = reason.Trim();
        if (alternative is { } other)
        {
            RecordSubject subject = await Subject(other.Id, other.Version, cancellationToken);
            if (subject.Id.Equals(id, StringComparison.OrdinalIgnoreCase) && other.Version == version)
            {
                throw RecordFailure.Incomplete($"{subject.Id}@{subject.Version} cannot be used instead of itself. Name another version with --alternative.");
            }

            await RequireSound(subject, cancellationToken);
            text = $"{text.TrimEnd('.')}. Use {subject.Id}@{subject.Version} instead.";
        }

        AttestationRequest request = new() { Model = id, Version = version, Type = AttestationTypes.Deprecation, Actor = actor, Reason = text, Key = key };
        return await new Attester(feeds).AttestAsync(request, cancellationToken);
    }

    // As its manifest spells it.
    private async Task<RecordSubject> Subject(string id, NuGetVersion version, CancellationToken cancellationToken)
    {
        using OpenedModel model = await feeds.OpenModelAsync(id, version, cancellationToken);
        return model.Subject;
    }

    private async Task RequireSound(RecordSubject subject, CancellationToken cancellationToken)
    {
        if ((await feeds.Reader.ReadRevocationsAsync(subject.Id, cancellationToken)).FirstOrDefault(revocation => revocation.Covers(subject)) is { } revocation)
        {
            throw RecordFailure.Revoked(subject, revocation);
        }
    }
}
