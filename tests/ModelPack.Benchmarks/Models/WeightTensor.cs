namespace ModelPack.Benchmarks.Models;

/// <summary>An initializer of a generated model.</summary>
/// <param name="Name">Its name in the graph.</param>
/// <param name="Layer">The layer that it belongs to.</param>
/// <param name="Kind">How its numbers are stored.</param>
/// <param name="Deviation">The standard deviation of its numbers.</param>
/// <param name="Dimensions">Its shape.</param>
internal sealed record WeightTensor(string Name, int Layer, StoredKind Kind, float Deviation, IReadOnlyList<long> Dimensions)
{
    /// <summary>Its size in bytes.</summary>
    public long Length { get; } = Dimensions.Aggregate(1L, (product, dimension) => product * dimension) * Kind switch
    {
        StoredKind.Float32 or StoredKind.Scales => sizeof(float),
        StoredKind.Float16 or StoredKind.BFloat16 => sizeof(ushort),
        _ => 1,
    };
}
