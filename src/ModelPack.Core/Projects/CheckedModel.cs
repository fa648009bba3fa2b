using ModelPack.Core.Diagnostics;

namespace ModelPack.Core.Projects;

/// <summary>A model that was validated outside of a build.</summary>
/// <param name="File">Its path in the package or folder.</param>
/// <param name="Format">Its format as the manifest writes it; <see langword="null"/> where the file could not be read.</param>
/// <param name="Samples">How many golden samples it has.</param>
/// <param name="Runs">Each runtime and execution provider that it was run in; none for formats that ONNX Runtime does not load, of which the structure was checked.</param>
/// <param name="Errors">What is wrong with its files.</param>
public sealed record CheckedModel(string File, string? Format, int Samples, IReadOnlyList<ModelRun> Runs, IReadOnlyList<Problem> Errors)
{
    /// <summary>Whether nothing failed.</summary>
    public bool Succeeded => Errors.Count == 0 && Runs.All(run => run.Error is null);
}
