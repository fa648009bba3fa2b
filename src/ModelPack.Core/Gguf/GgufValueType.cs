namespace ModelPack.Core.Gguf;

/// <summary>The types of GGUF's values. Source: the GGUF specification, <c>gguf_metadata_value_type</c>.</summary>
internal enum GgufValueType : uint
{
    /// <summary>An unsigned byte.</summary>
    UInt8 = 0,

    /// <summary>A signed byte.</summary>
    Int8 = 1,

    /// <summary>Two bytes, unsigned.</summary>
    UInt16 = 2,

    /// <summary>Two bytes, signed.</summary>
    Int16 = 3,

    /// <summary>Four bytes, unsigned.</summary>
    UInt32 = 4,

    /// <summary>Four bytes, signed.</summary>
    Int32 = 5,

    /// <summary>A float of four bytes.</summary>
    Float32 = 6,

    /// <summary>A byte that is 0 or 1.</summary>
    Bool = 7,

    /// <summary>A length and that many bytes of UTF-8.</summary>
    Text = 8,

    /// <summary>A type, a count and that many values.</summary>
    Array = 9,

    /// <summary>Eight bytes, unsigned.</summary>
    UInt64 = 10,

    /// <summary>Eight bytes, signed.</summary>
    Int64 = 11,

    /// <summary>A float of eight bytes.</summary>
    Float64 = 12,
}
