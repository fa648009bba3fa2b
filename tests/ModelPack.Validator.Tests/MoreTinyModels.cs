using System.Buffers.Binary;
using ModelPack.Testing.Onnx;

namespace ModelPack.Validator.Tests;

/// <summary>Small models, most of which go wrong in one way each. Those that crash or bloat a process are for the child only.</summary>
internal static class MoreTinyModels
{
    private const int BFloat16 = 16;
    private const string Domain = "test";

    /// <summary>The least 64-bit integer divided by -1: traps in the processor while constants are folded.</summary>
    public static byte[] Crash() => new OnnxBuilder(new GraphBuilder()
        .Node("Div", ["a", "b"], ["y"])
        .Initializer(Int64s("a", [1], long.MinValue))
        .Initializer(Int64s("b", [1], -1))
        .Output("y", OnnxTypes.Int64, [1])).Build();

    /// <summary>Functions that each call the one before twice: 2^30 nodes once expanded, which takes the runtime for ever.</summary>
    public static byte[] EndlessLoad()
    {
        OnnxBuilder model = new OnnxBuilder(new GraphBuilder()
            .Node("f30", ["x"], ["y"], domain: Domain)
            .Input("x", OnnxTypes.Float, [1])
            .Output("y", OnnxTypes.Float, [1])).ImportOpset(Domain, 1);
        model.Field(25, Function("f0", OnnxProto.Node("Identity", ["x"], ["y"])));
        for (int i = 1; i <= 30; i++)
        {
            string former = $"f{i - 1}";
            model.Field(25, Function($"f{i}", OnnxProto.Node(former, ["x"], ["t"], domain: Domain), OnnxProto.Node(former, ["t"], ["y"], domain: Domain)));
        }

        return model.Build();
    }

    /// <summary>A function that calls itself.</summary>
    public static byte[] RecursiveFunction() => new OnnxBuilder(new GraphBuilder()
            .Node("f", ["x"], ["y"], domain: Domain)
            .Input("x", OnnxTypes.Float, [1])
            .Output("y", OnnxTypes.Float, [1]))
        .ImportOpset(Domain, 1)
        .Field(25, Function("f", OnnxProto.Node("f", ["x"], ["y"], domain: Domain))).Build();

    /// <summary>What a compiler for other hardware leaves of a model: a node with a blob that only it understands.</summary>
    public static byte[] Compiled() => new OnnxBuilder(new GraphBuilder()
        .Node("EPContext", ["x"], ["y"], [TextAttribute("source", "QNNExecutionProvider"), OnnxProto.IntAttribute("embed_mode", 1), TextAttribute("ep_cache_context", "blob")], "com.microsoft")
        .Input("x", OnnxTypes.Float, [1])
        .Output("y", OnnxTypes.Float, [1])).ImportOpset("com.microsoft", 1).Build();

    /// <summary>Random numbers, not the same in two runs, beside an output that is.</summary>
    public static byte[] Random() => new OnnxBuilder(new GraphBuilder()
        .Node("RandomNormalLike", ["x"], ["y"], [OnnxProto.IntAttribute("dtype", OnnxTypes.Float)])
        .Node("Identity", ["x"], ["z"])
        .Input("x", OnnxTypes.Float, ["n"])
        .Output("y", OnnxTypes.Float, ["n"])
        .Output("z", OnnxTypes.Float, ["n"])).Build();

    /// <summary>More than 1 GiB of float16 weights, which lie in a file beside it; <paramref name="bytes"/> long, and empty on the disk.</summary>
    public static byte[] LargeHalfPrecision(string location, long bytes) => new OnnxBuilder(new GraphBuilder()
        .Node("MatMul", ["x", "w"], ["y"])
        .Initializer(OnnxProto.ExternalTensor("w", OnnxTypes.Float16, [bytes / 2048, 1024], location, 0, bytes))
        .Input("x", OnnxTypes.Float16, [1, bytes / 2048])
        .Output("y", OnnxTypes.Float16, [1, 1024])).Build();

    /// <summary>The input is the output, of any type.</summary>
    public static byte[] PassThrough(ProtoWriter type) => new OnnxBuilder(new GraphBuilder()
        .Field(11, OnnxProto.Value("x", type))
        .Field(12, OnnxProto.Value("x", type))) { Opset = 21, IrVersion = 10 }.Build();

    /// <summary>The input is copied to the output, of any type that the operator takes.</summary>
    public static byte[] Identity(ProtoWriter type) => new OnnxBuilder(new GraphBuilder()
        .Node("Identity", ["x"], ["y"])
        .Field(11, OnnxProto.Value("x", type))
        .Field(12, OnnxProto.Value("y", type))).Build();

    /// <summary>A sequence's length.</summary>
    public static byte[] SequenceLength(int elementType) => new OnnxBuilder(new GraphBuilder()
        .Node("SequenceLength", ["x"], ["y"])
        .Field(11, OnnxProto.Value("x", SequenceOf(OnnxProto.TensorType(elementType, null))))
        .Output("y", OnnxTypes.Int64, [])).Build();

    /// <summary>Whether an optional holds something.</summary>
    public static byte[] HasElement(ProtoWriter held) => new OnnxBuilder(new GraphBuilder()
        .Node("OptionalHasElement", ["x"], ["y"])
        .Field(11, OnnxProto.Value("x", OptionalOf(held)))
        .Output("y", OnnxTypes.Bool, [])) { Opset = 18 }.Build();

    public static ProtoWriter SequenceOf(ProtoWriter item) => new ProtoWriter().Message(4, new ProtoWriter().Message(1, item));

    public static ProtoWriter OptionalOf(ProtoWriter held) => new ProtoWriter().Message(9, new ProtoWriter().Message(1, held));

    public static ProtoWriter SparseOf(int elementType, params long[] shape)
    {
        ProtoWriter dims = new();
        foreach (long size in shape)
        {
            dims.Message(1, new ProtoWriter().Varint(1, size));
        }

        return new ProtoWriter().Message(8, new ProtoWriter().Varint(1, elementType).Message(2, dims));
    }

    private static ProtoWriter Function(string name, params ProtoWriter[] nodes)
    {
        ProtoWriter function = new ProtoWriter().Text(1, name).Text(4, "x").Text(5, "y");
        foreach (ProtoWriter node in nodes)
        {
            function.Message(7, node);
        }

        return function.Message(9, OnnxProto.Opset("", 17)).Message(9, OnnxProto.Opset(Domain, 1)).Text(10, Domain);
    }

    /// <summary>A run that allocates 6 GB.</summary>
    public static byte[] Hog() => new OnnxBuilder(new GraphBuilder()
        .Node("ConstantOfShape", ["shape"], ["y"])
        .Initializer(Int64s("shape", [3], 1500, 1000, 1000))
        .Output("y", OnnxTypes.Float, [1500, 1000, 1000])).Build();

    public static byte[] UnknownOperator() => new OnnxBuilder(new GraphBuilder()
        .Node("FluxCapacitor", ["x"], ["y"])
        .Input("x", OnnxTypes.Float, [1])
        .Output("y", OnnxTypes.Float, [1])).Build();

    public static byte[] CustomOperator() => new OnnxBuilder(new GraphBuilder()
        .Node("Foo", ["x"], ["y"], domain: "test")
        .Input("x", OnnxTypes.Float, [1])
        .Output("y", OnnxTypes.Float, [1])).ImportOpset("test", 1).Build();

    public static byte[] FutureOpset() => new OnnxBuilder(new GraphBuilder()
        .Node("Identity", ["x"], ["y"])
        .Input("x", OnnxTypes.Float, [1])
        .Output("y", OnnxTypes.Float, [1])) { Opset = 999 }.Build();

    public static byte[] NoKernel() => new OnnxBuilder(new GraphBuilder()
        .Node("MatMul", ["x", "x"], ["y"])
        .Input("x", BFloat16, [2, 2])
        .Output("y", BFloat16, [2, 2])).Build();

    public static byte[] MissingLocale() => new OnnxBuilder(new GraphBuilder()
        .Node("StringNormalizer", ["x"], ["y"], [TextAttribute("locale", "xx_XX"), TextAttribute("case_change_action", "LOWER")])
        .Input("x", OnnxTypes.String, ["n"])
        .Output("y", OnnxTypes.String, ["m"])).Build();

    public static byte[] WrongType() => new OnnxBuilder(new GraphBuilder()
        .Node("Identity", ["x"], ["y"])
        .Input("x", OnnxTypes.Float, [1])
        .Output("y", OnnxTypes.Int64, [1])).Build();

    /// <summary><c>y = data[i]</c> of two numbers; other indices than 0 and 1 are errors.</summary>
    public static byte[] Gather() => new OnnxBuilder(new GraphBuilder()
        .Node("Gather", ["data", "i"], ["y"])
        .Initializer("data", [2], 10, 20)
        .Input("i", OnnxTypes.Int64, ["n"])
        .Output("y", OnnxTypes.Float, ["n"])).Build();

    /// <summary>A reshape to a size that a single zero cannot fill: right inputs work, the synthesized one does not.</summary>
    public static byte[] DataDependent() => new OnnxBuilder(new GraphBuilder()
        .Node("Reshape", ["x", "shape"], ["y"])
        .Initializer(Int64s("shape", [2], 2, 3))
        .Input("x", OnnxTypes.Float, ["n"])
        .Output("y", OnnxTypes.Float, null)).Build();

    /// <summary>An input of 2^27 elements.</summary>
    public static byte[] HugeInput() => new OnnxBuilder(new GraphBuilder()
        .Node("ReduceSum", ["x"], ["y"])
        .Input("x", OnnxTypes.Float, [1L << 27])
        .Output("y", OnnxTypes.Float, [1])).Build();

    /// <summary>Probabilities to a sequence of maps from class to probability.</summary>
    public static byte[] ZipMap(bool strings) => new OnnxBuilder(new GraphBuilder()
        .Node("ZipMap", ["x"], ["y"], [strings ? TextsAttribute("classlabels_strings", "cat", "dog") : IntsAttribute("classlabels_int64s", 7, -3)], "ai.onnx.ml")
        .Input("x", OnnxTypes.Float, ["n", 2])
        .Field(12, OnnxProto.Value("y", SequenceOfMaps(strings)))).ImportOpset("ai.onnx.ml", 1).Build();

    /// <summary>The input is the output, for any element type: some have no operator that copies them.</summary>
    public static byte[] PassThrough(int elementType, params object?[] shape) => new OnnxBuilder(new GraphBuilder()
        .Input("x", elementType, shape)
        .Output("x", elementType, shape)) { Opset = 21, IrVersion = 10 }.Build();

    public static ProtoWriter Int64s(string name, long[] dims, params long[] values)
    {
        byte[] raw = new byte[values.Length * 8];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(raw.AsSpan(i * 8), values[i]);
        }

        return OnnxProto.Tensor(name, OnnxTypes.Int64, dims, raw);
    }

    private static ProtoWriter SequenceOfMaps(bool strings)
    {
        ProtoWriter map = new ProtoWriter().Varint(1, strings ? OnnxTypes.String : OnnxTypes.Int64).Message(2, OnnxProto.TensorType(OnnxTypes.Float, null));
        return SequenceOf(new ProtoWriter().Message(5, map));
    }

    private static ProtoWriter TextAttribute(string name, string value) => new ProtoWriter().Text(1, name).Text(4, value).Varint(20, 3);

    private static ProtoWriter TextsAttribute(string name, params string[] values)
    {
        ProtoWriter attribute = new ProtoWriter().Text(1, name);
        foreach (string value in values)
        {
            attribute.Text(9, value);
        }

        return attribute.Varint(20, 8);
    }

    private static ProtoWriter IntsAttribute(string name, params long[] values) => new ProtoWriter().Text(1, name).PackedVarints(8, values).Varint(20, 7);
}
