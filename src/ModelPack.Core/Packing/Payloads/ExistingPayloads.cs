using ModelPack.Core.Layout;

namespace ModelPack.Core.Packing.Payloads;

/// <summary>
/// Guesses whether a shard whose digest is not known is in a package that is there: after a change of one layer most of them are, and need only be read.
/// After a training all are new, and are digested while they are written.
/// </summary>
/// <param name="folder">The output folder.</param>
internal sealed class ExistingPayloads(PayloadFolder folder)
{
    /// <summary>How many more wrong guesses than right ones there may be.</summary>
    private const int Patience = 2;

    private readonly HashSet<long> _sizes = folder.Sizes();
    private int _balance;

    /// <summary>Whether guesses pay.</summary>
    public bool IsLikely => Volatile.Read(ref _balance) > -Patience;

    /// <summary>Whether the digest of a shard is unknown, and a package has its size.</summary>
    public bool MayHold(Shard shard) => shard.Sha256 is null && _sizes.Contains(folder.FileSize(shard.Length));

    /// <summary>Takes note of how a guess turned out, and gives that back.</summary>
    public bool Confirm(bool right)
    {
        _ = right ? Interlocked.Increment(ref _balance) : Interlocked.Decrement(ref _balance);
        return right;
    }
}
