namespace ModelPack.Core.Samples;

/// <summary>One file of an ONNX test vector.</summary>
/// <param name="Index">The N of <c>input_N.pb</c> or <c>output_N.pb</c>: the position among the graph's inputs or outputs.</param>
/// <param name="Path">The full path.</param>
public sealed record SampleFile(int Index, string Path);
