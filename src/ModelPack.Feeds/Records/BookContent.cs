using ModelPack.Core.Records;

namespace ModelPack.Feeds.Records;

/// <summary>What a package of records holds.</summary>
/// <typeparam name="T">The kind of its records.</typeparam>
/// <param name="Book">The records.</param>
/// <param name="Envelopes">The envelopes by their SHA-256.</param>
/// <param name="Files">Everything that the next version carries along: envelopes, and attached files where they were read; by entry.</param>
internal sealed record BookContent<T>(RecordBook<T> Book, IReadOnlyDictionary<string, DsseEnvelope> Envelopes, IReadOnlyDictionary<string, byte[]> Files)
    where T : class, IChainedRecord;
