namespace ModelPack.Core.Layout;

/// <summary>
/// Puts tensors into shards: a large one has its own, and a run of small ones is cut behind those whose digest says so. So a tensor that is changed, inserted or
/// removed changes the shards of its neighbourhood only.
/// </summary>
/// <param name="sizes">The sizes.</param>
internal sealed class RunCutter(CutSizes sizes)
{
    private const int Page = 4 * 1024;
    private const int LeastAlignment = 64;

    private readonly List<Shard> _shards = [];
    private readonly List<Placement> _run = [];
    private long _length;

    /// <summary>The shards.</summary>
    /// <remarks>Complete after <see cref="Finish"/>.</remarks>
    public IReadOnlyList<Shard> Shards => _shards;

    /// <summary>Whether tensors of this length have a shard of their own; of others the digest must be known.</summary>
    public bool IsAlone(long length) => length >= sizes.Large;

    /// <summary>Adds the next tensor.</summary>
    public void Add(Placement tensor)
    {
        long length = tensor.Data.Length;
        if (IsAlone(length))
        {
            tensor.Shard = new Shard([new ShardPiece(tensor.Data, 0)]);
            _shards.Add(tensor.Shard);
            return;
        }

        int alignment = length < Page ? LeastAlignment : Page;
        long offset = Align(_length, alignment);
        if (_run.Count > 0 && offset + length > sizes.ShardSize)
        {
            Cut();
            offset = 0;
        }

        tensor.Offset = offset;
        _run.Add(tensor);
        _length = offset + length;
        if (sizes.CutsBehind(tensor.Sha256!, Align(length, alignment)))
        {
            Cut();
        }
    }

    /// <summary>Ends the last run.</summary>
    public void Finish()
    {
        if (_run.Count > 0)
        {
            Cut();
        }
    }

    private static long Align(long position, int alignment) => (position + alignment - 1) / alignment * alignment;

    private void Cut()
    {
        ShardPiece[] pieces = new ShardPiece[_run.Count];
        for (int i = 0; i < pieces.Length; i++)
        {
            long next = i + 1 < pieces.Length ? _run[i + 1].Offset : _length;
            pieces[i] = new ShardPiece(_run[i].Data, (int)(next - _run[i].Offset - _run[i].Data.Length));
        }

        Shard shard = new(pieces);
        foreach (Placement tensor in _run)
        {
            tensor.Shard = shard;
        }

        _shards.Add(shard);
        _run.Clear();
        _length = 0;
    }
}
