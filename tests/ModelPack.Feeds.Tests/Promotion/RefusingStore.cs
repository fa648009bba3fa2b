using ModelPack.Feeds.Records;

namespace ModelPack.Feeds.Tests.Promotion;

/// <summary>A source that has burnt every number.</summary>
internal sealed class RefusingStore(IRecordStore store) : WrappedStore(store)
{
    public override Task<StoreOutcome> PublishAsync(string nupkg, CancellationToken cancellationToken) => Task.FromResult(StoreOutcome.Burnt);
}
