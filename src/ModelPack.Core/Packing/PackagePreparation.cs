using ModelPack.Core.Diagnostics;

namespace ModelPack.Core.Packing;

/// <summary>The outcome of laying out a package.</summary>
/// <param name="Files">What goes into the package: full path and folder in the package.</param>
/// <param name="Timestamp">The Unix time in seconds of all entries.</param>
/// <param name="Problem">What is wrong; <see langword="null"/> on success.</param>
public sealed record PackagePreparation(IReadOnlyList<StagedFile> Files, long Timestamp, Problem? Problem)
{
    /// <summary>Why files do not have the layout of their kind, a sentence for each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>What the author should know of.</summary>
    public IReadOnlyList<Problem> Warnings { get; init; } = [];

    /// <summary>How many bytes of content the payload packages have that were not there before.</summary>
    public long NewPayloadBytes { get; init; }
}
