namespace ModelPack.Core.Onnx;

/// <summary>A file with tensors of a model.</summary>
/// <param name="FullPath">Where it is.</param>
/// <param name="RelativePath">Its path relative to the model's folder, normalized, with forward slashes.</param>
public sealed record ExternalDataFile(string FullPath, string RelativePath);
