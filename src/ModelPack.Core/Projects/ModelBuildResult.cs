using ModelPack.Core.Diagnostics;

namespace ModelPack.Core.Projects;

/// <summary>The outcome of a build.</summary>
/// <param name="Succeeded">Whether the model may be packed.</param>
/// <param name="UpToDate">Whether nothing had to be done.</param>
/// <param name="Problems">What is wrong.</param>
/// <param name="Summary">One line on what was proved; <see langword="null"/> where nothing was.</param>
public sealed record ModelBuildResult(bool Succeeded, bool UpToDate, IReadOnlyList<Problem> Problems, string? Summary)
{
    /// <summary>How many bytes of content the payload packages have that were not there before, where the build wrote some.</summary>
    public long NewPayloadBytes { get; init; }
}
