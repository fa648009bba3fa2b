namespace ModelPack.Testing.Onnx;

/// <summary><c>y = x · w0 · w1 · …</c> with gaussian-like weights: a model of any size whose layers can be changed one by one.</summary>
public static class LayeredModel
{
    /// <summary>Builds the model. x and y are <c>float[1, width]</c>; each layer has <paramref name="width"/>² floats.</summary>
    /// <param name="seeds">What the weights of each layer are made from.</param>
    /// <param name="width">The width.</param>
    public static byte[] Build(IReadOnlyList<int> seeds, int width = 128)
    {
        GraphBuilder graph = new("layers");
        for (int i = 0; i < seeds.Count; i++)
        {
            graph.Node("MatMul", [i == 0 ? "x" : $"y{i - 1}", $"w{i}"], [i == seeds.Count - 1 ? "y" : $"y{i}"]);
        }

        for (int i = 0; i < seeds.Count; i++)
        {
            graph.Initializer(OnnxProto.Tensor($"w{i}", OnnxTypes.Float, [width, width], Weights(seeds[i], width * width)));
        }

        return new OnnxBuilder(graph.Input("x", OnnxTypes.Float, [1, width]).Output("y", OnnxTypes.Float, [1, width])).Build();
    }

    /// <summary>The bytes of a layer's weights.</summary>
    public static byte[] Weights(int seed, int count)
    {
        Random random = new(seed);
        float[] values = new float[count];
        float scale = 1f / MathF.Sqrt(count);
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (random.NextSingle() + random.NextSingle() + random.NextSingle() - 1.5f) * scale;
        }

        return TinyModels.ToBytes(values);
    }
}
