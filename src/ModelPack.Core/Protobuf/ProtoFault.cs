namespace ModelPack.Core.Protobuf;

/// <summary>What can be wrong with a message.</summary>
internal enum ProtoFault
{
    /// <summary>A field of the outermost message reaches beyond the end of the file.</summary>
    Truncated,

    /// <summary>Any other violation of the wire format.</summary>
    Damaged,

    /// <summary>More messages inside each other than protobuf allows.</summary>
    TooDeep,

    /// <summary>More text than the reader keeps.</summary>
    TooMuchText,
}
