namespace ModelPack.Core.Protobuf;

/// <summary>How a field's value is written. Source: the protobuf documentation, "Encoding". Groups are skipped and never reported.</summary>
internal enum ProtoWireType
{
    /// <summary>A variable-length integer.</summary>
    Varint = 0,

    /// <summary>Eight bytes.</summary>
    Fixed64 = 1,

    /// <summary>A length and that many bytes: text, bytes, a message, or packed numbers.</summary>
    Bytes = 2,

    /// <summary>Four bytes.</summary>
    Fixed32 = 5,
}
