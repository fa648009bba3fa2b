using ModelPack.Core.Diagnostics;
using ModelPack.Core.Samples;

namespace ModelPack.Core.Validation;

/// <summary>The files of one golden sample, and the model that it is for.</summary>
/// <param name="Model">The path of the model in the package.</param>
/// <param name="Folder">The folder of an ONNX test data set; <see langword="null"/> for a JSON sample.</param>
/// <param name="Files">Full paths of its files, ordered (ordinal).</param>
public sealed record SampleGroup(string Model, string? Folder, IReadOnlyList<string> Files)
{
    /// <summary>The sample.</summary>
    /// <exception cref="ModelPackException">Its files make none.</exception>
    public SampleSet Read() => Folder is { } folder ? SampleReader.FromOnnxFolder(folder, Files) : SampleReader.FromJson(Files[0]);
}
