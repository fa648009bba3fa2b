namespace ModelPack.Core.Layout.Onnx;

/// <summary>Where a graph says that a tensor's data lies; how long it is, is the tensor's own.</summary>
/// <param name="Location">The file, relative to the graph's folder, with forward slashes.</param>
/// <param name="Offset">Where the data begins, in bytes.</param>
public readonly record struct TensorLocation(string Location, long Offset);
