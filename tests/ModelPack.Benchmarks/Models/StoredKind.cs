namespace ModelPack.Benchmarks.Models;

/// <summary>How the numbers of one tensor are stored.</summary>
internal enum StoredKind
{
    Float32,
    Float16,
    BFloat16,

    /// <summary>Two 4-bit integers in a byte.</summary>
    Nibbles,

    /// <summary>The scales of blocks of 4-bit integers: positive 32-bit floats.</summary>
    Scales,
}
