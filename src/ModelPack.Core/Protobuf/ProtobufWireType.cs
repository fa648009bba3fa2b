namespace ModelPack.Core.Protobuf;

/// <summary>The wire types of protobuf that are in use.</summary>
internal enum ProtobufWireType
{
    Varint = 0,
    Fixed64 = 1,
    Bytes = 2,
    Fixed32 = 5,
}
