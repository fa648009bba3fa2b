namespace ModelPack.Benchmarks.Models;

/// <summary>
/// A chain of layers, each a matrix multiplication, a bias and a rectifier, that widens and narrows in turn: as many layers and as many bytes as wanted.
/// Equal specifications give equal bytes.
/// </summary>
/// <param name="Kind">What the weights are.</param>
/// <param name="Size">The size in bytes of all weights, to within a percent.</param>
/// <param name="Layers">The number of layers, an even number.</param>
/// <param name="Seed">Where the numbers come from.</param>
internal sealed record ModelSpec(ElementKind Kind, long Size, int Layers = 32, ulong Seed = 1)
{
    /// <summary>The number of weights that share a scale.</summary>
    public const int Block = 32;

    private const int Step = 64;

    /// <summary>The width of inputs and outputs.</summary>
    public int Hidden { get; } = 1 << (int)Math.Log2(Math.Sqrt(Elements(Kind, Size, Layers) / 2));

    /// <summary>The width in between.</summary>
    public int Inner => Math.Max(Step, (int)Math.Round(Elements(Kind, Size, Layers) / Hidden / Step) * Step);

    /// <summary>The width of a layer's input.</summary>
    public int Width(int layer) => layer % 2 == 0 ? Hidden : Inner;

    /// <summary>The initializers, in the order of the graph.</summary>
    public IEnumerable<WeightTensor> Tensors()
    {
        for (int layer = 0; layer < Layers; layer++)
        {
            int rows = Width(layer);
            int columns = Width(layer + 1);
            // Keeps the values at one size through all layers.
            float deviation = MathF.Sqrt(2f / rows);
            switch (Kind)
            {
                case ElementKind.Int4:
                    yield return new WeightTensor($"layer.{layer}.weight", layer, StoredKind.Nibbles, 1, [columns, rows / Block, Block / 2]);
                    yield return new WeightTensor($"layer.{layer}.scale", layer, StoredKind.Scales, deviation, [(long)columns * rows / Block]);
                    break;
                case ElementKind.BFloat16:
                    yield return new WeightTensor($"layer.{layer}.weight", layer, StoredKind.BFloat16, deviation, [rows, columns]);
                    break;
                case ElementKind.Float16:
                    yield return new WeightTensor($"layer.{layer}.weight", layer, StoredKind.Float16, deviation, [rows, columns]);
                    break;
                default:
                    yield return new WeightTensor($"layer.{layer}.weight", layer, StoredKind.Float32, deviation, [rows, columns]);
                    break;
            }

            yield return new WeightTensor($"layer.{layer}.bias", layer, Kind == ElementKind.Float16 ? StoredKind.Float16 : StoredKind.Float32, 0.02f, [columns]);
        }
    }

    private static double Elements(ElementKind kind, long size, int layers) => size / layers / kind switch
    {
        ElementKind.Float32 => sizeof(float),
        ElementKind.Int4 => 0.5 + ((double)sizeof(float) / Block),
        _ => sizeof(ushort),
    };
}
