using System.Globalization;

namespace ModelPack.Core.Layout;

/// <summary>The sizes that decide where files are cut.</summary>
internal sealed class CutSizes
{
    /// <summary>What a payload package has beside its shard, in bytes, and some room.</summary>
    public const long PackageOverhead = 64 * 1024;

    /// <summary>A smaller shard size is taken for this one.</summary>
    public const long LeastShardSize = 4 * 1024;

    /// <summary>Derives the sizes.</summary>
    public CutSizes(LayoutOptions options)
    {
        LargestShard = Math.Max(0, options.PayloadSizeLimit - PackageOverhead);
        ShardSize = Math.Max(LeastShardSize, Math.Min(options.ShardSize, LargestShard));
        Large = ShardSize / 8;
        Least = ShardSize / 32;
        Small = Math.Min(1 << 20, ShardSize / 128);
        Threshold = ulong.MaxValue / (ulong)(Large - Least);
    }

    /// <summary>What a shard has at most.</summary>
    public long ShardSize { get; }

    /// <summary>What a shard that holds one tensor has at most.</summary>
    public long LargestShard { get; }

    /// <summary>A tensor of at least this size has a shard of its own, and is an average piece of other files.</summary>
    public long Large { get; }

    /// <summary>The least piece of a file that is cut by its content.</summary>
    public long Least { get; }

    /// <summary>What lies before a large tensor of an exact file goes into the tensor's shard if it is smaller than this.</summary>
    public long Small { get; }

    /// <summary>A rolling hash below this makes a cut: once in <see cref="Large"/> less <see cref="Least"/> bytes.</summary>
    public ulong Threshold { get; }

    /// <summary>Whether there is a cut behind a tensor in a run of small ones. What lies before and behind it has no say: a change elsewhere does not move the cut.</summary>
    /// <param name="sha256">The tensor's digest.</param>
    /// <param name="length">The bytes that it takes: the more, the likelier, so that shards have <see cref="Large"/> bytes on average.</param>
    public bool CutsBehind(string sha256, long length)
    {
        ulong random = ulong.Parse(sha256.AsSpan(0, 16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        return (UInt128)random * (ulong)Large < (UInt128)(ulong)length << 64;
    }
}
