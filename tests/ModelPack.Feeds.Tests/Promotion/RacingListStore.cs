using ModelPack.Feeds.Records;
using ModelPack.Feeds.Tests.Records;

namespace ModelPack.Feeds.Tests.Promotion;

/// <summary>Somebody else is first between the reading of an alias that is not there and the next list.</summary>
internal sealed class RacingListStore(IRecordStore store, Func<Task> other) : WrappedStore(store)
{
    private int _lists;

    public override async Task<IReadOnlyList<StoredVersion>> ListAsync(string id, CancellationToken cancellationToken)
    {
        IReadOnlyList<StoredVersion> listed = await base.ListAsync(id, cancellationToken);
        if (id == RecordWorkspace.Alias && ++_lists == 1)
        {
            await other();
        }

        return listed;
    }
}
