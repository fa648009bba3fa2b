using System.Security.Cryptography;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Records;
using ModelPack.Feeds.Diagnostics;

namespace ModelPack.Feeds.Records;

/// <summary>Adds a record to a package of records. Who is first does not matter: a record that lost its number takes the next one, on top of the winner's.</summary>
internal sealed class BookWriter(IRecordStore store)
{
    private const int MaximumTries = 20;

    /// <summary>Adds a record.</summary>
    /// <param name="model">The package id of the model.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="make">Makes the record: of its number, the numbers skipped and the digest of the one before.</param>
    /// <param name="envelope">The envelope that it names.</param>
    /// <param name="attachment">The file that it names.</param>
    /// <param name="existing">Finds the record among those that are there, with their envelopes, where an earlier run has added it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The record as it is on the source, and whether it is new.</returns>
    /// <exception cref="ModelPackException">It cannot be added.</exception>
    public async Task<(T Record, bool IsNew)> AddAsync<T>(
        string model,
        BookKind<T> kind,
        Func<int, List<int>?, string?, T> make,
        DsseEnvelope? envelope,
        (AttachedFile File, byte[] Content)? attachment,
        Func<BookContent<T>, T?>? existing,
        CancellationToken cancellationToken)
        where T : class, IChainedRecord
    {
        SequenceFinder numbers = new(store, kind.Id(model));
        int seen = 0;
        for (int attempt = 0; attempt < MaximumTries; attempt++)
        {
            RecordPackage<BookContent<T>>? read = await BookReading.ReadAsync(store, model, kind, withFiles: true, seen, cancellationToken);
            if (existing is not null && read is not null && existing(read.Value) is { } there)
            {
                return (there, false);
            }

            RecordBook<T> book = read?.Value.Book ?? new RecordBook<T> { Kind = kind.Name, Model = model };
            T? before = book.Records.LastOrDefault();
            int number = numbers.Next(before?.Sequence ?? 0, read?.Versions ?? []);
            if (await numbers.FindBetweenAsync(before?.Sequence ?? 0, number, cancellationToken) is { } passedOver)
            {
                seen = passedOver;
                continue;
            }

            T record = make(number, SequenceFinder.Between(before?.Sequence ?? 0, number), before?.ComputeDigest());
            RecordBook<T> longer = book.With(record);
            RecordBooks.Verify(longer, kind.Id(model));
            Dictionary<string, byte[]> files = new(read?.Value.Files ?? new Dictionary<string, byte[]>(), StringComparer.Ordinal);
            Add(files, envelope, attachment);
            using TemporaryPackage package = new(kind.Id(model), number);
            using (Stream stream = package.Create())
            {
                RecordPackageWriter.Write(stream, kind, longer, files);
            }

            switch (await store.PublishAsync(package.Path, cancellationToken))
            {
                case StoreOutcome.Published:
                    return (record, true);
                case StoreOutcome.Burnt:
                    numbers.Burn(number);
                    break;
                default:
                    seen = number;
                    break;
            }
        }

        throw RecordFailure.LostRace(store.Source, kind.Id(model), $"got {MaximumTries} records while this one was being added");
    }

    private static void Add(Dictionary<string, byte[]> files, DsseEnvelope? envelope, (AttachedFile File, byte[] Content)? attachment)
    {
        if (envelope is not null)
        {
            byte[] bytes = envelope.ToUtf8Bytes();
            files[$"{RecordPackages.EnvelopesFolder}/{Convert.ToHexStringLower(SHA256.HashData(bytes))}.json"] = bytes;
        }

        if (attachment is { } attached)
        {
            files[attached.File.Entry] = attached.Content;
        }

        if (files.Values.Sum(content => (long)content.Length) > AttachedFile.MaximumTotal)
        {
            throw FeedProblems.Fail(FeedDiagnosticCodes.BadAttachment, $"The files of all records of this model would be larger than {AttachedFile.MaximumTotal >> 20} MiB together. Keep the file elsewhere, and attach one with its address and digest.");
        }
    }
}
