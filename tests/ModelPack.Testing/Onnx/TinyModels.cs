using System.Buffers.Binary;

namespace ModelPack.Testing.Onnx;

/// <summary>Models of a few hundred bytes that load in ONNX Runtime (opset 17, IR version 8).</summary>
public static class TinyModels
{
    /// <summary>
    /// <c>y = x + constant</c>; x and y are <c>float[1,2]</c>, or <c>float[batch,2]</c>. Models with different constants have equal sizes.
    /// </summary>
    public static byte[] Add(float constant = 1, bool symbolicBatch = false)
    {
        object?[] shape = [symbolicBatch ? "batch" : 1, 2];
        return new OnnxBuilder(new GraphBuilder("add")
            .Node("Add", ["x", "c"], ["y"])
            .Initializer("c", [1], constant)
            .Input("x", OnnxTypes.Float, shape)
            .Output("y", OnnxTypes.Float, shape)).Build();
    }

    /// <summary>
    /// <c>y = x · w + b</c> with x <c>float[batch,rows]</c> and y <c>float[batch,columns]</c>; w, all <paramref name="weight"/>, and b, all 1, lie in
    /// files beside the model (in one file, b behind w, where both locations are equal).
    /// </summary>
    public static ExternalModel MatMul(float weight = 1, int rows = 4, int columns = 2, string weightLocation = "weights.bin", string biasLocation = "bias.bin")
    {
        byte[] w = Repeated(weight, rows * columns);
        byte[] b = Repeated(1, columns);
        bool one = weightLocation == biasLocation;
        byte[] model = new OnnxBuilder(new GraphBuilder("matmul")
            .Node("MatMul", ["x", "w"], ["xw"])
            .Node("Add", ["xw", "b"], ["y"])
            .Initializer(OnnxProto.ExternalTensor("w", OnnxTypes.Float, [rows, columns], weightLocation, 0, w.Length))
            .Initializer(OnnxProto.ExternalTensor("b", OnnxTypes.Float, [columns], biasLocation, one ? w.Length : 0, b.Length))
            .Input("x", OnnxTypes.Float, ["batch", rows])
            .Output("y", OnnxTypes.Float, ["batch", columns])).Build();
        Dictionary<string, byte[]> files = new(StringComparer.Ordinal) { [weightLocation] = one ? [.. w, .. b] : w };
        if (!one)
        {
            files[biasLocation] = b;
        }

        return new ExternalModel(model, files);
    }

    /// <summary><c>y = x</c> for <c>string[n]</c>.</summary>
    public static byte[] StringIdentity() => new OnnxBuilder(new GraphBuilder("identity")
        .Node("Identity", ["x"], ["y"])
        .Input("x", OnnxTypes.String, ["n"])
        .Output("y", OnnxTypes.String, ["n"])).Build();

    /// <summary>A loop that loads and, once run, never ends. x and y are <c>float[1]</c>.</summary>
    public static byte[] EndlessLoop()
    {
        GraphBuilder body = new GraphBuilder("body")
            .Node("Identity", ["go"], ["goOn"])
            .Node("Add", ["v", "x"], ["next"])
            .Input("i", OnnxTypes.Int64, [])
            .Input("go", OnnxTypes.Bool, [])
            .Input("v", OnnxTypes.Float, [1])
            .Output("goOn", OnnxTypes.Bool, [])
            .Output("next", OnnxTypes.Float, [1]);
        return new OnnxBuilder(new GraphBuilder("endless")
            .Node("Loop", ["", "true", "x"], ["y"], [OnnxProto.GraphAttribute("body", body)])
            .Initializer(OnnxProto.Tensor("true", OnnxTypes.Bool, [], [1]))
            .Input("x", OnnxTypes.Float, [1])
            .Output("y", OnnxTypes.Float, [1])).Build();
    }

    /// <summary>Floats as little-endian bytes.</summary>
    public static byte[] ToBytes(params ReadOnlySpan<float> values)
    {
        byte[] bytes = new byte[values.Length * sizeof(float)];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), values[i]);
        }

        return bytes;
    }

    private static byte[] Repeated(float value, int count)
    {
        float[] values = new float[count];
        Array.Fill(values, value);
        return ToBytes(values);
    }
}
