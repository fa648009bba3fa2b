using System.Security.Cryptography;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Packages;
using ModelPack.Core.Records;
using ModelPack.Feeds.Configuration;
using ModelPack.Feeds.Diagnostics;

namespace ModelPack.Feeds.Records;

/// <summary>Reads a package of records from a source.</summary>
internal static class BookReading
{
    private const long MaximumEnvelope = 1 << 20;

    /// <summary>Reads the newest book with its envelopes and attached files.</summary>
    /// <param name="store">The source.</param>
    /// <param name="model">The package id of the model.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="withFiles">Whether attached files are read, too.</param>
    /// <param name="seen">The number of a version that was seen, and that the source's lists may not have yet; 0 for none.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What it holds, or <see langword="null"/> where there are no such records.</returns>
    /// <exception cref="ModelPackException">It holds no records, or they cannot be right (MP5060, MP5061).</exception>
    public static async Task<RecordPackage<BookContent<T>>?> ReadAsync<T>(IRecordStore store, string model, BookKind<T> kind, bool withFiles, int seen, CancellationToken cancellationToken)
        where T : class, IChainedRecord
    {
        string id = kind.Id(model);
        IReadOnlyList<StoredVersion> versions = await store.ListAsync(id, cancellationToken);
        IReadOnlyList<int> there = RecordVersions.There(versions, seen);
        if (await HistoryContinuity.FindUnlistedAsync(store, id, there.Count == 0 ? 0 : there[^1], cancellationToken) is var unlisted and > 0)
        {
            there = RecordVersions.There(versions, unlisted);
        }

        if (there.Count == 0)
        {
            return versions.Any(version => version.IsThere) ? throw RecordFailure.NoRecords(store.Source, id) : null;
        }

        int number = there[^1];
        using IPackageContent content = await store.OpenAsync(id, RecordVersions.Of(number), cancellationToken) ?? throw RecordFailure.NotSent(store.Source, id, number);
        BookContent<T> book = Read(store, model, id, number, kind, content, withFiles);
        HashSet<int> known = [.. book.Book.Records.Select(record => record.Sequence)];
        int foreign = there.FirstOrDefault(other => !known.Contains(other));
        if (foreign > 0)
        {
            throw FeedProblems.Fail(FeedDiagnosticCodes.BadHistory, $"'{id}' {number}.0.0 on the source {SourceName.Of(store.Source)} does not know version {foreign}.0.0, which is there too. Do not trust what it says; ask who runs the feed who pushed it.");
        }

        await HistoryContinuity.VerifyAsync(store, id, book.Book.Records, there, (other, package) => Load(store, model, id, other, kind, package).Records[^1], cancellationToken);
        return new RecordPackage<BookContent<T>>(book, number, versions, [.. known.Except(there).Order()]);
    }

    private static BookContent<T> Read<T>(IRecordStore store, string model, string id, int number, BookKind<T> kind, IPackageContent content, bool withFiles)
        where T : class, IChainedRecord
    {
        string name = Name(store, id, number);
        RecordBook<T> book = Load(store, model, id, number, kind, content);
        Dictionary<string, DsseEnvelope> envelopes = new(StringComparer.Ordinal);
        Dictionary<string, byte[]> files = new(StringComparer.Ordinal);
        long total = 0;
        foreach (T record in book.Records)
        {
            if (total > AttachedFile.MaximumTotal)
            {
                throw FeedProblems.Fail(FeedDiagnosticCodes.BadRecord, $"'{name}' has files of more than {AttachedFile.MaximumTotal >> 20} MiB, which no package of records has. Do not use it; tell who published it.");
            }

            if (kind.Envelope(record) is { } sha256)
            {
                byte[] bytes = Bytes(content, name, $"{RecordPackages.EnvelopesFolder}/{sha256}.json", sha256, MaximumEnvelope);
                using MemoryStream json = new(bytes);
                DsseEnvelope envelope = DsseEnvelope.Load(json, $"{name}, record {record.Sequence}");
                envelopes[sha256] = envelope.Carries(kind.Statement(record))
                    ? envelope
                    : throw FeedProblems.Fail(FeedDiagnosticCodes.BadHistory, $"Record {record.Sequence} of '{name}' names a signed envelope that says something else. Do not trust it; ask who runs the feed who pushed it.");
                files[$"{RecordPackages.EnvelopesFolder}/{sha256}.json"] = bytes;
                total += bytes.Length;
            }

            if (withFiles && record is AttestationRecord { File: { } file })
            {
                files[file.Entry] = Bytes(content, name, file.Entry, file.Sha256, AttachedFile.MaximumSize);
                total += files[file.Entry].Length;
            }
        }

        return new BookContent<T>(book, envelopes, files);
    }

    /// <summary>The records alone.</summary>
    private static RecordBook<T> Load<T>(IRecordStore store, string model, string id, int number, BookKind<T> kind, IPackageContent content)
        where T : class, IChainedRecord
    {
        if (!content.Contains(RecordPackages.Entry))
        {
            throw RecordFailure.NoRecords(store.Source, id);
        }

        using Stream stream = content.Open(RecordPackages.Entry);
        RecordBook<T> book = kind.Load(stream, Name(store, id, number));
        return book.Model.Equals(model, StringComparison.OrdinalIgnoreCase) && book.Records[^1].Sequence == number
            ? book
            : throw RecordFailure.OtherId(store.Source, $"{id} {number}.0.0", $"{book.Model} up to {book.Records[^1].Sequence}");
    }

    private static string Name(IRecordStore store, string id, int number) => $"{id} {number}.0.0 of {SourceName.Short(store.Source)}";

    private static byte[] Bytes(IPackageContent content, string name, string entry, string sha256, long limit)
    {
        if (!content.Contains(entry))
        {
            throw FeedProblems.Fail(FeedDiagnosticCodes.BadRecord, $"'{name}' lacks '{entry}', which a record names. Take it from another source, or publish the records again.");
        }

        byte[] bytes = PackageManifests.ReadBytes(content, entry, limit);
        return Convert.ToHexStringLower(SHA256.HashData(bytes)) == sha256
            ? bytes
            : throw FeedProblems.Fail(FeedDiagnosticCodes.BadHistory, $"'{name}' has another '{entry}' than its name says. Do not trust it; ask who runs the feed who pushed it.");
    }
}
