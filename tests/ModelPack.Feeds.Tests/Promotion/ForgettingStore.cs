using ModelPack.Feeds.Records;
using ModelPack.Feeds.Tests.Records;

namespace ModelPack.Feeds.Tests.Promotion;

/// <summary>Lists nothing of the alias at first.</summary>
internal sealed class ForgettingStore(IRecordStore store, int lists) : WrappedStore(store)
{
    private int _lists = lists;

    public override Task<IReadOnlyList<StoredVersion>> ListAsync(string id, CancellationToken cancellationToken) =>
        id == RecordWorkspace.Alias && _lists-- > 0 ? Task.FromResult<IReadOnlyList<StoredVersion>>([]) : base.ListAsync(id, cancellationToken);
}
