using ModelPack.Feeds.Records;

namespace ModelPack.Feeds.Tests.Promotion;

/// <summary>Lets somebody else be faster once.</summary>
internal sealed class RacingStore(IRecordStore store, Func<Task> other) : WrappedStore(store)
{
    private Func<Task>? _other = other;

    public override async Task<StoreOutcome> PublishAsync(string nupkg, CancellationToken cancellationToken)
    {
        if (_other is { } first)
        {
            _other = null;
            await first();
        }

        return await base.PublishAsync(nupkg, cancellationToken);
    }
}
