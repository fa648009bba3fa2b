using ModelPack.Core.Packages;
using ModelPack.Feeds.History;
using ModelPack.Tool.Labels;
using ModelPack.Tool.Targets;

namespace ModelPack.Tool.Commands.Inspect;

/// <summary>A model, and what is known of it.</summary>
/// <param name="Target">The model.</param>
/// <param name="Evidence">What is known.</param>
internal sealed record InspectedModel(TargetModel Target, PackageEvidence Evidence)
{
    /// <summary>What records say of it; <see langword="null"/> where no source was named.</summary>
    public VersionRecords? Since { get; init; }

    /// <summary>The sections of its label.</summary>
    public IReadOnlyList<LabelSection> Label => ModelLabel.Of(Evidence.Manifest);

    /// <summary>Whether all that is here could be read.</summary>
    public bool IsReadable => Evidence.Files.All(file => file.State != FileState.Unreadable);

    /// <summary>Whether nothing that is here contradicts the manifest, or the history of an alias itself.</summary>
    public bool IsSound => Evidence.DigestHolds != false && Target.Alias?.Problem is null;
}
