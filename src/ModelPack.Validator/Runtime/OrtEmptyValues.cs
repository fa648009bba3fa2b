using ModelPack.Core.Onnx;
using ModelPack.Core.Protobuf;

namespace ModelPack.Validator.Runtime;

/// <summary>
/// Makes empty sequences and optionals. The C API has no function for them; operators have: a model of one node is run, whose output is the value.
/// Source of the format: <c>onnx-ml.proto</c>.
/// </summary>
internal static class OrtEmptyValues
{
    private const int AttributeInt = 2;
    private const int AttributeType = 13;
    private const int IrVersion = 8;
    private const int Opset = 17;

    /// <summary>An empty value, which the caller releases.</summary>
    /// <param name="api">The runtime.</param>
    /// <param name="type">The type: a sequence of tensors, or an optional.</param>
    /// <exception cref="NotSupportedException">The runtime has no such value.</exception>
    public static nint Create(OrtApi api, ModelType type)
    {
        ProtoBuffer? node = type switch
        {
            { Kind: "sequence", Element: { Kind: "tensor" } item } => Node("SequenceEmpty", Attribute("dtype", AttributeInt).Varint(3, (int)OnnxElementTypes.Parse(item.ElementType))),
            { Kind: "optional", Element: { } held } => Node("Optional", Attribute("type", AttributeType).Message(14, TypeOf(held))),
            _ => null,
        };
        try
        {
            using OrtSession session = OrtSession.Load(api, Model(node ?? throw Unsupported(type, null), type));
            return session.RunForValue();
        }
        catch (OrtException exception)
        {
            throw Unsupported(type, exception);
        }
    }

    private static NotSupportedException Unsupported(ModelType type, Exception? why) =>
        new($"an empty value of the type {Core.Packing.TypeNames.Of(type)}, which this runtime cannot make", why);

    private static byte[] Model(ProtoBuffer node, ModelType type)
    {
        ProtoBuffer output = new ProtoBuffer().Bytes(1, "v"u8).Message(2, TypeOf(type));
        ProtoBuffer graph = new ProtoBuffer().Message(1, node).Bytes(2, "empty"u8).Message(12, output);
        return new ProtoBuffer().Varint(1, IrVersion).Message(7, graph).Message(8, new ProtoBuffer().Varint(2, Opset)).ToArray();
    }

    private static ProtoBuffer Node(string operatorName, ProtoBuffer attribute) =>
        new ProtoBuffer().Bytes(2, "v"u8).Bytes(4, System.Text.Encoding.UTF8.GetBytes(operatorName)).Message(5, attribute);

    private static ProtoBuffer Attribute(string name, int kind) => new ProtoBuffer().Bytes(1, System.Text.Encoding.UTF8.GetBytes(name)).Varint(20, kind);

    // TypeProto: 1 tensor, 4 sequence, 5 map, 8 sparse tensor, 9 optional; each with its element in field 1, of a map in field 2.
    private static ProtoBuffer TypeOf(ModelType type) => type.Kind switch
    {
        "tensor" => new ProtoBuffer().Message(1, new ProtoBuffer().Varint(1, (int)OnnxElementTypes.Parse(type.ElementType))),
        "sparse_tensor" => new ProtoBuffer().Message(8, new ProtoBuffer().Varint(1, (int)OnnxElementTypes.Parse(type.ElementType))),
        "sequence" when type.Element is { } item => new ProtoBuffer().Message(4, new ProtoBuffer().Message(1, TypeOf(item))),
        "optional" when type.Element is { } held => new ProtoBuffer().Message(9, new ProtoBuffer().Message(1, TypeOf(held))),
        "map" when type.Element is { } value => new ProtoBuffer().Message(5, new ProtoBuffer().Varint(1, (int)OnnxElementTypes.Parse(type.KeyType)).Message(2, TypeOf(value))),
        _ => throw Unsupported(type, null),
    };
}
