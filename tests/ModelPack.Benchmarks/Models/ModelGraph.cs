using ModelPack.Testing.Onnx;

namespace ModelPack.Benchmarks.Models;

/// <summary>The parts of a generated model's graph that are no weights.</summary>
internal static class ModelGraph
{
    /// <summary>The nodes, as fields of the graph.</summary>
    public static byte[] Nodes(ModelSpec spec)
    {
        ProtoWriter nodes = new();
        string value = "x";
        if (spec.Kind == ElementKind.Float16)
        {
            value = Cast(nodes, value, "x16", OnnxTypes.Float16);
        }

        for (int layer = 0; layer < spec.Layers; layer++)
        {
            string product = $"product.{layer}";
            string sum = $"sum.{layer}";
            Multiply(nodes, spec, layer, value, product);
            nodes.Message(1, OnnxProto.Node("Add", [product, $"layer.{layer}.bias"], [sum]));
            value = layer == spec.Layers - 1 && spec.Kind != ElementKind.Float16 ? "y" : $"hidden.{layer}";
            nodes.Message(1, OnnxProto.Node("Relu", [sum], [value]));
        }

        if (spec.Kind == ElementKind.Float16)
        {
            Cast(nodes, value, "y", OnnxTypes.Float);
        }

        return nodes.ToArray();
    }

    /// <summary>Inputs, outputs and name, as fields of the graph.</summary>
    public static byte[] Edges(ModelSpec spec) => new ProtoWriter()
        .Text(2, "layers")
        .Message(11, OnnxProto.TensorValue("x", OnnxTypes.Float, ["batch", spec.Hidden]))
        .Message(12, OnnxProto.TensorValue("y", OnnxTypes.Float, ["batch", spec.Hidden]))
        .ToArray();

    /// <summary>The fields of the model in front of the graph.</summary>
    public static byte[] Head() => new ProtoWriter().Varint(1, 8).Text(2, "modelpack-benchmarks").ToArray();

    /// <summary>The fields of the model behind the graph.</summary>
    public static byte[] Tail(ModelSpec spec)
    {
        ProtoWriter tail = new ProtoWriter().Message(8, OnnxProto.Opset("", 17));
        return (spec.Kind == ElementKind.Int4 ? tail.Message(8, OnnxProto.Opset("com.microsoft", 1)) : tail).ToArray();
    }

    /// <summary>The fields of a tensor but for its data.</summary>
    public static ProtoWriter Tensor(WeightTensor tensor)
    {
        ProtoWriter head = new();
        foreach (long dimension in tensor.Dimensions)
        {
            head.Varint(1, dimension);
        }

        return head.Varint(2, Type(tensor.Kind)).Text(8, tensor.Name);
    }

    private static void Multiply(ProtoWriter nodes, ModelSpec spec, int layer, string value, string product)
    {
        string weight = $"layer.{layer}.weight";
        switch (spec.Kind)
        {
            case ElementKind.Int4:
                ProtoWriter[] attributes =
                [
                    OnnxProto.IntAttribute("K", spec.Width(layer)),
                    OnnxProto.IntAttribute("N", spec.Width(layer + 1)),
                    OnnxProto.IntAttribute("bits", 4),
                    OnnxProto.IntAttribute("block_size", ModelSpec.Block),
                    OnnxProto.IntAttribute("accuracy_level", 4),
                ];
                nodes.Message(1, OnnxProto.Node("MatMulNBits", [value, weight, $"layer.{layer}.scale"], [product], attributes, "com.microsoft"));
                break;
            case ElementKind.BFloat16:
                nodes.Message(1, OnnxProto.Node("MatMul", [value, Cast(nodes, weight, weight + ".float", OnnxTypes.Float)], [product]));
                break;
            default:
                nodes.Message(1, OnnxProto.Node("MatMul", [value, weight], [product]));
                break;
        }
    }

    private static string Cast(ProtoWriter nodes, string from, string to, int type)
    {
        nodes.Message(1, OnnxProto.Node("Cast", [from], [to], [OnnxProto.IntAttribute("to", type)]));
        return to;
    }

    private static int Type(StoredKind kind) => kind switch
    {
        StoredKind.Float16 => OnnxTypes.Float16,
        StoredKind.BFloat16 => OnnxTypes.BFloat16,
        StoredKind.Nibbles => OnnxTypes.UInt8,
        _ => OnnxTypes.Float,
    };
}
