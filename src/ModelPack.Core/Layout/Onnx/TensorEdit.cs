using ModelPack.Core.Onnx;

namespace ModelPack.Core.Layout.Onnx;

/// <summary>The fields of a tensor that give way to a reference: its data, or the reference that it had.</summary>
/// <param name="cuts">The fields, in the file's order; at least one.</param>
internal sealed class TensorEdit(ByteRange[] cuts)
{
    /// <summary>The fields, in the file's order; what replaces them is written in place of the first.</summary>
    public ByteRange[] Cuts { get; } = cuts;

    /// <summary>The reference that the tensor has in the author's file; <see langword="null"/> where its data lies in it.</summary>
    public ExternalDataReference? Reference { get; init; }

    /// <summary>The tensor; <see langword="null"/> of one without elements, which only loses its reference: there is no data to refer to.</summary>
    public MovableTensor? Tensor { get; set; }
}
