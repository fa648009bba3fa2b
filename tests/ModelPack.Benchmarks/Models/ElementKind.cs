namespace ModelPack.Benchmarks.Models;

/// <summary>What the weights of a generated model are.</summary>
internal enum ElementKind
{
    /// <summary>32-bit floats.</summary>
    Float32,

    /// <summary>16-bit floats; the whole chain is computed in them.</summary>
    Float16,

    /// <summary>bfloat16, cast to 32 bits before each multiplication: processors have no kernel for them.</summary>
    BFloat16,

    /// <summary>4-bit integers in blocks of 32 with a scale each (<c>MatMulNBits</c>).</summary>
    Int4,
}
