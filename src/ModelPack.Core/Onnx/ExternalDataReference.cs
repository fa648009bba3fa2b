namespace ModelPack.Core.Onnx;

/// <summary>A tensor of a model whose data lies in another file, as the model says it. Nothing of it is checked yet.</summary>
/// <param name="Tensor">The tensor's name; empty where it has none.</param>
/// <param name="Location">The other file, relative to the model's folder.</param>
/// <param name="Offset">Where the data begins, in bytes.</param>
/// <param name="Length">How long it is in bytes, where the model says so.</param>
/// <param name="ExpectedBytes">How long it must be in bytes by the tensor's type and shape, where that can be told.</param>
public sealed record ExternalDataReference(string Tensor, string Location, long Offset, long? Length, long? ExpectedBytes)
{
    /// <summary>Whether the runtime never reads it (training information): it need not be there.</summary>
    public bool IsOptional { get; init; }
}
