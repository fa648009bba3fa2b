namespace ModelPack.Core.Projects;

/// <summary>An ONNX Runtime version that the models are validated in.</summary>
/// <param name="Version">The version, e.g. <c>1.31.1</c>.</param>
/// <param name="Folder">The restored package's folder; <see langword="null"/> where it was not restored.</param>
public sealed record OnnxRuntimePackage(string Version, string? Folder)
{
    /// <summary>Finds a restored version.</summary>
    /// <param name="version">The version.</param>
    /// <param name="packageFolders">The folders that hold restored packages, the user's and the fallback ones.</param>
    public static OnnxRuntimePackage Find(string version, IEnumerable<string> packageFolders) => new(
        version,
        packageFolders.Select(folder => Path.Combine(folder, "microsoft.ml.onnxruntime", version)).FirstOrDefault(Directory.Exists));
}
