using ModelPack.Feeds.Records;
using NuGet.Versioning;

namespace ModelPack.Feeds.Tests.Promotion;

/// <summary>A source that lists a version, and does not send it.</summary>
internal sealed class WithholdingStore(IRecordStore store, string withheld) : WrappedStore(store)
{
    public override Task<ModelPack.Core.Packages.IPackageContent?> OpenAsync(string id, NuGetVersion version, CancellationToken cancellationToken) =>
        version.ToNormalizedString() == withheld ? Task.FromResult<ModelPack.Core.Packages.IPackageContent?>(null) : base.OpenAsync(id, version, cancellationToken);
}
