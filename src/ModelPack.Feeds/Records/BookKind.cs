using ModelPack.Core.Records;

namespace ModelPack.Feeds.Records;

/// <summary>How one kind of records is read and written.</summary>
/// <typeparam name="T">The records.</typeparam>
/// <param name="Name">One of <see cref="RecordKinds"/>.</param>
/// <param name="Id">The id of the package, for the id of a model.</param>
/// <param name="Load">Reads a book.</param>
/// <param name="Save">Writes a book.</param>
/// <param name="Envelope">The envelope that a record names.</param>
/// <param name="Statement">What the envelope must carry.</param>
internal sealed record BookKind<T>(
    string Name,
    Func<string, string> Id,
    Func<Stream, string, RecordBook<T>> Load,
    Func<RecordBook<T>, byte[]> Save,
    Func<T, string?> Envelope,
    Func<T, byte[]> Statement)
    where T : class, IChainedRecord;
