using System.Net;
using System.Net.Http.Headers;
using ModelPack.Feeds.Sources;
using NuGet.Configuration;
using NuGet.Versioning;

namespace ModelPack.Feeds.Remote.Ranges;

/// <summary>
/// Reads parts of one file of a feed, each once. Every answer must be of the same state of the file: same length, same entity tag, same time of change. What was
/// read stays in memory until the file is let go. Not for several threads at once.
/// </summary>
internal sealed class RemoteFile(HttpFeedClient client, PackageSource source, Uri address, string id, NuGetVersion version, long limit)
{
    private readonly List<(long Offset, byte[] Bytes)> _parts = [];
    private EntityTagHeaderValue? _tag;
    private DateTimeOffset? _changed;

    /// <summary>What messages call it.</summary>
    public string Name => $"{id} {version.ToNormalizedString()}";

    /// <summary>What is wrong with the file.</summary>
    public Core.Diagnostics.ModelPackException Damaged(string what, Exception? inner = null) => PackageFailure.Damaged(source, id, version, what, inner);

    /// <summary>The length of the file in bytes; -1 until a part was read.</summary>
    public long Length { get; private set; } = -1;

    /// <summary>Asks for the last bytes.</summary>
    public Task<RangeOutcome> ReadEndAsync(int count, CancellationToken cancellationToken) => Ask(new RangeHeaderValue(null, count), null, count, keep: true, cancellationToken);

    /// <summary>Asks for a part by its position; less where the file ends before.</summary>
    public Task<RangeOutcome> ReadPartAsync(long offset, int count, CancellationToken cancellationToken) =>
        Ask(new RangeHeaderValue(offset, offset + count - 1), offset, count, keep: true, cancellationToken);

    /// <summary>Reads a part, of what was read already or from the feed.</summary>
    /// <param name="offset">Where it begins.</param>
    /// <param name="count">Its length; it must be within the file.</param>
    /// <param name="keep">Whether it is kept for further reads.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="Core.Diagnostics.ModelPackException">The feed does not send it.</exception>
    public async Task<ReadOnlyMemory<byte>> ReadAsync(long offset, int count, bool keep, CancellationToken cancellationToken)
    {
        if (Find(offset, count) is { } known)
        {
            return known;
        }

        RangeOutcome outcome = await Ask(new RangeHeaderValue(offset, offset + count - 1), offset, count, keep, cancellationToken);
        return outcome.Bytes is { } bytes && bytes.Length == count
            ? bytes
            : throw HistoryProblems.WrongRange(source, Name, "it sent parts before, and now the whole");
    }

    /// <summary>A part that was read already.</summary>
    public ReadOnlyMemory<byte>? Find(long offset, int count)
    {
        foreach ((long start, byte[] bytes) in _parts)
        {
            if (offset >= start && offset + count <= start + bytes.Length)
            {
                return bytes.AsMemory((int)(offset - start), count);
            }
        }

        return null;
    }

    private async Task<RangeOutcome> Ask(RangeHeaderValue range, long? offset, int count, bool keep, CancellationToken cancellationToken)
    {
        RangeOutcome? outcome;
        try
        {
            outcome = await client.GetRangeAsync(address, range, (response, token) => Read(response, offset, count, token), cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw FeedFailure.Of(source, exception);
        }

        if (keep && outcome?.Bytes is { } bytes)
        {
            _parts.Add((outcome.Offset, bytes));
        }

        return outcome ?? RangeOutcome.NotThere;
    }

    private async Task<RangeOutcome?> Read(HttpResponseMessage response, long? offset, int count, CancellationToken cancellationToken)
    {
        if (response.StatusCode != HttpStatusCode.PartialContent)
        {
            return RangeOutcome.Whole(response.StatusCode == HttpStatusCode.OK ? response.Content.Headers.ContentLength : null);
        }

        if (response.Content.Headers.ContentRange is not { Unit: "bytes", From: { } from, To: { } to, Length: { } length } || from > to || to >= length)
        {
            throw HistoryProblems.WrongRange(source, Name, "its answer does not say which part it is");
        }

        if (length > limit)
        {
            throw PackageFailure.TooLarge(source, id, version, limit);
        }

        long expected = offset ?? Math.Max(0, length - count);
        if (from != expected || to != Math.Min(expected + count, length) - 1)
        {
            throw HistoryProblems.WrongRange(source, Name, $"bytes {from} to {to} of {length} instead of {count} from {expected}");
        }

        CheckSame(response, length);
        return new RangeOutcome(await ReadBody(response, (int)(to - from + 1), cancellationToken), from, length);
    }

    private async Task<byte[]> ReadBody(HttpResponseMessage response, int count, CancellationToken cancellationToken)
    {
        byte[] bytes = new byte[count];
        await using Stream body = await response.Content.ReadAsStreamAsync(cancellationToken);
        int read = await body.ReadAtLeastAsync(bytes, count, throwOnEndOfStream: false, cancellationToken);
        if (read < count)
        {
            // As of a cut connection: tried again.
            throw new IOException("The answer is shorter than it says.");
        }

        return await body.ReadAsync(new byte[1], cancellationToken) == 0 ? bytes : throw HistoryProblems.WrongRange(source, Name, "more bytes than it says");
    }

    private void CheckSame(HttpResponseMessage response, long length)
    {
        EntityTagHeaderValue? tag = response.Headers.ETag;
        DateTimeOffset? changed = response.Content.Headers.LastModified;
        if (Length >= 0 && (Length != length || !Equals(_tag, tag) || _changed != changed))
        {
            throw HistoryProblems.Changed(source, Name);
        }

        (Length, _tag, _changed) = (length, tag, changed);
    }
}
