using ModelPack.Core.Diagnostics;
using ModelPack.Core.Records;
using ModelPack.Feeds.Pushing;
using NuGet.Configuration;

namespace ModelPack.Feeds.Records;

/// <summary>Reads records from a source. What it returns was checked: a history that was forged, reordered or cut is an error.</summary>
public sealed class RecordReader
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private readonly IRecordStore _store;
    private readonly Action<Problem>? _warn;

    /// <summary>Opens a source.</summary>
    /// <param name="context">Sources and credentials.</param>
    /// <param name="source">The name of a configured source, an address, or a folder that exists.</param>
    /// <param name="options">How the source is asked; it is told of gaps and of times that disagree.</param>
    /// <exception cref="ModelPackException">There is no such source (MP5001).</exception>
    public RecordReader(FeedContext context, string source, FeedOptions? options = null)
        : this(new FeedRecordStore(context, source, new PushOptions { Feed = options ?? new FeedOptions() }), options?.Warn)
    {
    }

    internal RecordReader(IRecordStore store, Action<Problem>? warn = null)
    {
        _store = store;
        _warn = warn;
    }

    /// <summary>The source.</summary>
    public PackageSource Source => _store.Source;

    /// <summary>Reads the history of an alias. What retention took from the source, and times that disagree, are warnings (MP5079, MP5078).</summary>
    /// <param name="id">The package id of the model.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The history, or <see langword="null"/> where nothing was promoted there.</returns>
    /// <exception cref="ModelPackException">The records cannot be had or cannot be right.</exception>
    public async Task<AliasHistory?> ReadAliasAsync(string id, string stage, CancellationToken cancellationToken) =>
        (await ReadAliasStateAsync(RecordPackages.Alias(id, stage), cancellationToken))?.History;

    /// <summary>Reads the history of an alias, and when its versions were published.</summary>
    /// <param name="alias">The package id of the alias.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The alias, or <see langword="null"/> where there is none.</returns>
    /// <exception cref="ModelPackException">It is no alias (MP5070), or its records cannot be had or cannot be right.</exception>
    public async Task<AliasState?> ReadAliasStateAsync(string alias, CancellationToken cancellationToken)
    {
        if (await AliasReading.ReadAsync(_store, alias, cancellationToken) is not { } read)
        {
            return null;
        }

        AliasState state = new(read.Value, Published(read.Versions), read.Gaps);
        if (state.Gaps.Count > 0)
        {
            _warn?.Invoke(RecordFailure.Gap(Source, alias, state.Gaps));
        }

        if (state.History.Records.FindLast(record => Disagrees(record, state)) is { } record)
        {
            _warn?.Invoke(RecordFailure.Skew(Source, $"{alias} {record.AliasVersion}", record.Time, state.Published[record.Sequence], state.History.Records.Count(other => Disagrees(other, state)) - 1));
        }

        return state;
    }

    /// <summary>Finds the aliases of a model: those that the source can tell of, and those of some stages in any case.</summary>
    /// <param name="id">The package id of the model.</param>
    /// <param name="stages">The stages.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ModelPackException">The records cannot be had or cannot be right.</exception>
    public async Task<IReadOnlyList<AliasState>> FindAliasesAsync(string id, IReadOnlyList<string> stages, CancellationToken cancellationToken)
    {
        List<AliasState> states = [];
        foreach (string alias in await _store.FindAliasesAsync(id, stages, cancellationToken))
        {
            try
            {
                // Another model may be called like a stage of this one.
                if (await ReadAliasStateAsync(alias, cancellationToken) is { } state && state.History.Model.Equals(id, StringComparison.OrdinalIgnoreCase))
                {
                    states.Add(state);
                }
            }
            catch (ModelPackException exception) when (exception.Problem.Code == FeedDiagnosticCodes.NotAnAlias)
            {
                // It is not.
            }
        }

        return states;
    }

    /// <summary>Reads the attestations of a model, the oldest first.</summary>
    /// <param name="id">The package id of the model.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ModelPackException">The records cannot be had or cannot be right.</exception>
    public async Task<IReadOnlyList<AttestationRecord>> ReadAttestationsAsync(string id, CancellationToken cancellationToken) =>
        [.. (await ReadSignedAttestationsAsync(id, cancellationToken)).Select(attestation => attestation.Record)];

    /// <summary>Reads the attestations of a model with the envelopes that prove them, the oldest first.</summary>
    /// <param name="id">The package id of the model.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ModelPackException">The records cannot be had or cannot be right.</exception>
    public async Task<IReadOnlyList<SignedAttestation>> ReadSignedAttestationsAsync(string id, CancellationToken cancellationToken)
    {
        BookContent<AttestationRecord>? book = await ReadBook(id, BookKinds.Attestations, cancellationToken);
        return [.. (book?.Book.Records ?? []).Select(record => new SignedAttestation(record, record.Envelope is { } sha256 ? book!.Envelopes[sha256] : null))];
    }

    /// <summary>Reads the revocations of a model, the oldest first.</summary>
    /// <param name="id">The package id of the model.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ModelPackException">The records cannot be had or cannot be right.</exception>
    public async Task<IReadOnlyList<RevocationRecord>> ReadRevocationsAsync(string id, CancellationToken cancellationToken) =>
        (await ReadBook(id, BookKinds.Revocations, cancellationToken))?.Book.Records ?? [];

    /// <summary>Reads the deployments of a model, the oldest first.</summary>
    /// <param name="id">The package id of the model.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ModelPackException">The records cannot be had or cannot be right.</exception>
    public async Task<IReadOnlyList<DeploymentRecord>> ReadDeploymentsAsync(string id, CancellationToken cancellationToken) =>
        (await ReadBook(id, BookKinds.Deployments, cancellationToken))?.Book.Records ?? [];

    // The time of a file is that of its last copy: only one before the claimed time says something.
    private bool Disagrees(PromotionRecord record, AliasState state) =>
        state.Published.TryGetValue(record.Sequence, out DateTimeOffset published)
        && (Source.IsLocal ? record.Time - published > Tolerance : (record.Time - published).Duration() > Tolerance);

    private async Task<BookContent<T>?> ReadBook<T>(string id, BookKind<T> kind, CancellationToken cancellationToken)
        where T : class, IChainedRecord
    {
        RecordPackage<BookContent<T>>? read = await BookReading.ReadAsync(_store, id, kind, withFiles: false, seen: 0, cancellationToken);
        if (read is { Gaps.Count: > 0 })
        {
            _warn?.Invoke(RecordFailure.Gap(Source, kind.Id(id), read.Gaps));
        }

        return read?.Value;
    }

    private static Dictionary<int, DateTimeOffset> Published(IReadOnlyList<StoredVersion> versions)
    {
        Dictionary<int, DateTimeOffset> published = [];
        foreach (StoredVersion version in versions)
        {
            // Feeds give unlisted versions the year 1900.
            if (RecordVersions.Number(version.Version) is { } number && version.Published is { Year: > 1900 } time)
            {
                published[number] = time;
            }
        }

        return published;
    }
}
