using ModelPack.Core.Packages;
using ModelPack.Core.Records;

namespace ModelPack.Feeds.Records;

/// <summary>A version of a model on a source.</summary>
/// <param name="content">Its package; disposed with this.</param>
/// <param name="manifest">Its manifest.</param>
internal sealed class OpenedModel(IPackageContent content, ModelManifest manifest) : IDisposable
{
    /// <summary>Its package.</summary>
    public IPackageContent Content { get; } = content;

    /// <summary>Its manifest.</summary>
    public ModelManifest Manifest { get; } = manifest;

    /// <summary>What records call it.</summary>
    public RecordSubject Subject { get; } = RecordSubject.Of(manifest);

    /// <inheritdoc/>
    public void Dispose() => Content.Dispose();
}
