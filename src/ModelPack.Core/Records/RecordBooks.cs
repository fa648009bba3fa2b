using System.Text.Json.Serialization.Metadata;
using ModelPack.Core.Diagnostics;

namespace ModelPack.Core.Records;

/// <summary>Reads, checks and writes books of records.</summary>
public static class RecordBooks
{
    /// <summary>The version of the format that this library writes.</summary>
    public const int CurrentSchemaVersion = 1;

    /// <summary>Reads attestations.</summary>
    /// <param name="stream">UTF-8 JSON.</param>
    /// <param name="name">How messages name it.</param>
    /// <exception cref="ModelPackException">It cannot be read (MP5060), or it contradicts itself (MP5061).</exception>
    public static RecordBook<AttestationRecord> LoadAttestations(Stream stream, string name) =>
        Load(stream, name, RecordKinds.Attestations, RecordJsonContext.Default.RecordBookAttestationRecord, record => record.Subject);

    /// <inheritdoc cref="LoadAttestations"/>
    public static RecordBook<RevocationRecord> LoadRevocations(Stream stream, string name) =>
        Load(stream, name, RecordKinds.Revocations, RecordJsonContext.Default.RecordBookRevocationRecord, record => record.Subject);

    /// <inheritdoc cref="LoadAttestations"/>
    public static RecordBook<DeploymentRecord> LoadDeployments(Stream stream, string name) =>
        Load(stream, name, RecordKinds.Deployments, RecordJsonContext.Default.RecordBookDeploymentRecord, record => record.Model);

    /// <summary>The file.</summary>
    /// <param name="book">Attestations.</param>
    /// <exception cref="ModelPackException">It is larger than what is read (MP5086).</exception>
    public static byte[] ToUtf8Bytes(RecordBook<AttestationRecord> book) => RecordJson.WriteFile(book, Name(book), RecordJsonContext.Default.RecordBookAttestationRecord);

    /// <summary>The file.</summary>
    /// <param name="book">Revocations.</param>
    /// <exception cref="ModelPackException">It is larger than what is read (MP5086).</exception>
    public static byte[] ToUtf8Bytes(RecordBook<RevocationRecord> book) => RecordJson.WriteFile(book, Name(book), RecordJsonContext.Default.RecordBookRevocationRecord);

    /// <summary>The file.</summary>
    /// <param name="book">Deployments.</param>
    /// <exception cref="ModelPackException">It is larger than what is read (MP5086).</exception>
    public static byte[] ToUtf8Bytes(RecordBook<DeploymentRecord> book) => RecordJson.WriteFile(book, Name(book), RecordJsonContext.Default.RecordBookDeploymentRecord);

    /// <summary>Checks a book by itself.</summary>
    /// <param name="book">The book.</param>
    /// <param name="name">How messages name it.</param>
    /// <typeparam name="T">The kind of its records.</typeparam>
    /// <exception cref="ModelPackException">It contradicts itself (MP5061).</exception>
    public static void Verify<T>(RecordBook<T> book, string name)
        where T : class, IChainedRecord
    {
        RecordChain.Verify(name, book.Records);
        RequireOnce(name, book.Records);
    }

    /// <summary>Whether a book has all that another has, unchanged.</summary>
    /// <param name="book">The book.</param>
    /// <param name="older">The other.</param>
    /// <typeparam name="T">The kind of its records.</typeparam>
    public static bool Continues<T>(RecordBook<T> book, RecordBook<T> older)
        where T : class, IChainedRecord =>
        book.Records.Find(record => record.Sequence == older.Records[^1].Sequence)?.ComputeDigest() == older.Records[^1].ComputeDigest();

    // A signature is not of a record's place: whoever may push could bring what was said long ago again. Two signatures of one statement are two envelopes, and the same
    // signature written otherwise gains nothing: what is signed has its time.
    private static void RequireOnce<T>(string name, IReadOnlyList<T> records)
        where T : class, IChainedRecord
    {
        Dictionary<string, int> first = new(StringComparer.Ordinal);
        foreach (T record in records)
        {
            string? envelope = record switch
            {
                AttestationRecord attestation => attestation.Envelope,
                RevocationRecord revocation => revocation.Envelope,
                _ => null,
            };
            if (envelope is not null && !first.TryAdd(envelope, record.Sequence))
            {
                throw RecordProblems.BadHistory(name, $"has the signed envelope of record {first[envelope]} again as record {record.Sequence}");
            }
        }
    }

    private static string Name<T>(RecordBook<T> book)
        where T : class, IChainedRecord => $"{book.Model} ({book.Kind})";

    private static RecordBook<T> Load<T>(Stream stream, string name, string kind, JsonTypeInfo<RecordBook<T>> type, Func<T, RecordSubject> subject)
        where T : class, IChainedRecord
    {
        RecordBook<T> book = RecordJson.Read(stream, name, type);
        RecordFormat.RequireKnown(name, book.SchemaVersion, CurrentSchemaVersion);
        if (book.Kind != kind || book.Model.Length == 0 || book.Records.Contains(null!))
        {
            throw RecordProblems.BadRecord(name, $"is no file of {kind}. Publish it again, or take an older version of its package.");
        }

        Verify(book, name);
        if (book.Records.Find(record => !subject(record).Id.Equals(book.Model, StringComparison.OrdinalIgnoreCase)) is { } other)
        {
            throw RecordProblems.BadHistory(name, $"has a record {other.Sequence} of another model, '{subject(other).Id}'");
        }

        book.Records.ForEach(record => RecordedVersion.Require(name, record.Sequence, subject(record)));
        return book;
    }
}
