using ModelPack.Feeds.Pushing;

namespace ModelPack.Feeds.Copying;

/// <summary>What a version needs, as its packages say.</summary>
internal sealed class CopyPlan
{
    /// <summary>The packages with their files, those first that others need.</summary>
    public List<(ModelPackageFile File, CopiedPackageRole Role)> Packages { get; } = [];

    /// <summary>The payloads of all of them.</summary>
    public List<ModelPayload> Payloads { get; } = [];

    /// <summary>Dependencies that no source has.</summary>
    public List<string> Missing { get; } = [];
}
