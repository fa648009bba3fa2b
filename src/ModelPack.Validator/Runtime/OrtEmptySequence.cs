using ModelPack.Core.Onnx;
using ModelPack.Core.Protobuf;

namespace ModelPack.Validator.Runtime;

/// <summary>
/// Makes empty sequences. The C API has no function for them; an operator has: a model of one node is run, whose output is the value.
/// Source of the format: <c>onnx-ml.proto</c>.
/// </summary>
internal static class OrtEmptySequence
{
    private const int AttributeInt = 2;
    private const int IrVersion = 8;
    private const int Opset = 17;

    /// <summary>An empty sequence, which the caller releases.</summary>
    /// <param name="api">The runtime.</param>
    /// <param name="type">Its type.</param>
    /// <exception cref="NotSupportedException">The runtime has no such value.</exception>
    public static nint Create(OrtApi api, ModelType type)
    {
        try
        {
            using OrtSession session = OrtSession.Load(api, Model(OnnxElementTypes.Parse(type.Element is { Kind: "tensor" } item ? item.ElementType : null)));
            return session.RunForValue();
        }
        catch (OrtException exception)
        {
            throw new NotSupportedException($"an empty value of the type {Core.Packing.TypeNames.Of(type)}, which this runtime cannot make", exception);
        }
    }

    private static byte[] Model(OnnxElementType elementType)
    {
        // NodeProto: 2 outputs, 4 operator, 5 attributes. AttributeProto: 1 name, 3 integer, 20 kind.
        ProtoBuffer attribute = new ProtoBuffer().Bytes(1, "dtype"u8).Varint(3, (int)elementType).Varint(20, AttributeInt);
        ProtoBuffer node = new ProtoBuffer().Bytes(2, "v"u8).Bytes(4, "SequenceEmpty"u8).Message(5, attribute);

        // TypeProto: 1 tensor, 4 sequence; each with its element in field 1.
        ProtoBuffer tensor = new ProtoBuffer().Message(1, new ProtoBuffer().Varint(1, (int)elementType));
        ProtoBuffer sequence = new ProtoBuffer().Message(4, new ProtoBuffer().Message(1, tensor));

        // GraphProto: 1 nodes, 2 name, 12 outputs. ModelProto: 1 version, 7 graph, 8 opset.
        ProtoBuffer output = new ProtoBuffer().Bytes(1, "v"u8).Message(2, sequence);
        ProtoBuffer graph = new ProtoBuffer().Message(1, node).Bytes(2, "empty"u8).Message(12, output);
        return new ProtoBuffer().Varint(1, IrVersion).Message(7, graph).Message(8, new ProtoBuffer().Varint(2, Opset)).ToArray();
    }
}
