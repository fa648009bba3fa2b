using System.Globalization;
using System.Text;
using ModelPack.Core.Onnx;
using ModelPack.Core.Protobuf;

namespace ModelPack.Core.Layout.Onnx;

/// <summary>The fields of a <c>TensorProto</c> that say where its data lies.</summary>
internal static class TensorReference
{
    /// <summary>The fields that replace what an edit cuts.</summary>
    /// <param name="edit">The edit.</param>
    /// <param name="where">Where the tensors lie.</param>
    public static byte[] Of(TensorEdit edit, Func<MovableTensor, TensorLocation> where)
    {
        if (edit.Tensor is not { } tensor)
        {
            return [];
        }

        TensorLocation place = where(tensor);
        return new ProtoBuffer()
            .Message(OnnxFields.Tensor.ExternalData, Entry("location", place.Location))
            .Message(OnnxFields.Tensor.ExternalData, Entry("offset", place.Offset.ToString(CultureInfo.InvariantCulture)))
            .Message(OnnxFields.Tensor.ExternalData, Entry("length", tensor.Data.Length.ToString(CultureInfo.InvariantCulture)))
            .Varint(OnnxFields.Tensor.DataLocation, 1)
            .ToArray();
    }

    private static ProtoBuffer Entry(string key, string value) => new ProtoBuffer()
        .Bytes(OnnxFields.Entry.Key, Encoding.UTF8.GetBytes(key))
        .Bytes(OnnxFields.Entry.Value, Encoding.UTF8.GetBytes(value));
}
