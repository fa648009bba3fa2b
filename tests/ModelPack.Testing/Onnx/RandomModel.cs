namespace ModelPack.Testing.Onnx;

/// <summary>
/// A model with tensors of all kinds in all places, as no exporter writes it: the same for the same seed. It is well formed, but loads nowhere.
/// An edit is what a team does between two versions: one layer retrained, one inserted or removed, labels changed, an output renamed.
/// </summary>
public sealed class RandomModel
{
    private static readonly int[] s_sizes = [0, 8, 1024, 4088, 4096, 4104, 20_000, 65_528, 65_536, 70_000];

    private readonly Random _random;
    private readonly List<Layer> _layers = [];
    private int _names;
    private int _labels;
    private string _output = "y";

    public RandomModel(int seed)
    {
        _random = new Random(seed);
        for (int count = 1 + _random.Next(12); count > 0; count--)
        {
            Insert();
        }
    }

    private enum Place
    {
        Graph,
        Subgraph,
        SecondSubgraph,
        Constant,
        Function,
        Sparse,
    }

    private enum Form
    {
        Raw,
        RawWithLocation,
        Floats,
        Doubles,
        UnpackedFloats,
        WholeNumbers,
        Matrix,
        External,
        ExternalToo,
    }

    private sealed record Layer(string Name, Place Place, Form Form, byte[] Data, bool Odd);

    /// <summary>Makes one change.</summary>
    public void Edit()
    {
        int at = _random.Next(_layers.Count);
        switch (_random.Next(5))
        {
            case 0:
                _layers[at] = _layers[at] with { Data = Bytes(_layers[at].Data.Length) };
                break;
            case 1:
                Insert();
                break;
            case 2 when _layers.Count > 1:
                _layers.RemoveAt(at);
                break;
            case 3:
                _output = $"output{_random.Next(1000)}";
                break;
            default:
                _labels++;
                break;
        }
    }

    /// <summary>Writes the model and its external data, in place of what was there; gives the model's full path.</summary>
    public string WriteTo(TempFolder folder)
    {
        Dictionary<string, List<byte>> files = new(StringComparer.Ordinal) { ["weights.bin"] = [], ["more/the weights.bin"] = [] };
        GraphBuilder graph = new("random");
        OnnxBuilder model = new OnnxBuilder(graph).Metadata("labels", new string('l', _labels));
        foreach (Layer layer in _layers)
        {
            Add(model, graph, layer, Tensor(layer, files));
        }

        graph.Output(_output, OnnxTypes.Float, ["n"]);
        foreach ((string location, List<byte> content) in files)
        {
            folder.Write(location, [.. content]);
        }

        return folder.Write("model.onnx", [.. new ProtoWriter().Varint(1000, 7).ToArray(), .. model.Build(), .. Unknown().ToArray()]);
    }

    private void Insert() => _layers.Insert(
        _random.Next(_layers.Count + 1),
        new Layer($"layer{_names++}", (Place)_random.Next(6), (Form)_random.Next(9), Bytes(s_sizes[_random.Next(s_sizes.Length)]), _random.Next(3) == 0));

    private byte[] Bytes(int count)
    {
        byte[] bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }

    private static void Add(OnnxBuilder model, GraphBuilder graph, Layer layer, ProtoWriter tensor)
    {
        switch (layer.Place)
        {
            case Place.Graph when layer.Odd:
                // A length that takes more bytes than it needs is as good.
                graph.Raw(new ProtoWriter().Tag(5, 2).RawVarint((ulong)tensor.ToArray().Length, 7).Raw(tensor.ToArray()));
                break;
            case Place.Graph:
                graph.Initializer(tensor);
                break;
            case Place.Subgraph:
                graph.Node("If", ["c"], ["y"], [OnnxProto.GraphAttribute("then_branch", new GraphBuilder().Initializer(tensor))]);
                break;
            case Place.SecondSubgraph:
                GraphBuilder inner = new GraphBuilder().Node("If", ["c"], ["y"], [OnnxProto.GraphAttribute("else_branch", new GraphBuilder().Initializer(tensor))]);
                graph.Node("Custom", ["c"], ["y"], [new ProtoWriter().Text(1, "bodies").Message(11, new GraphBuilder().Build()).Message(11, inner.Build())]);
                break;
            case Place.Constant:
                graph.Node("Constant", [], ["y"], [OnnxProto.TensorAttribute("value", tensor)]);
                break;
            case Place.Function:
                model.Field(25, new ProtoWriter().Text(1, layer.Name).Message(7, OnnxProto.Node("Constant", [], ["y"], [OnnxProto.TensorAttribute("value", tensor)])));
                break;
            default:
                graph.Field(15, new ProtoWriter().Message(1, tensor).Varint(3, 1000));
                break;
        }
    }

    private ProtoWriter Tensor(Layer layer, Dictionary<string, List<byte>> files)
    {
        byte[] data = layer.Data;
        ProtoWriter tensor = layer.Odd ? Unknown() : new ProtoWriter();
        switch (layer.Form)
        {
            case Form.Raw:
                return tensor.Raw(OnnxProto.Tensor(layer.Name, OnnxTypes.UInt8, [data.Length], data).ToArray());
            case Form.RawWithLocation:
                return tensor.Raw(OnnxProto.Tensor(layer.Name, OnnxTypes.Float, [data.Length / 4], data).Varint(14, 0).ToArray());
            case Form.Floats:
                return tensor.Varint(1, data.Length / 4).Bytes(4, data).Varint(2, OnnxTypes.Float).Text(8, layer.Name);
            case Form.Doubles:
                return tensor.Bytes(10, data).PackedVarints(1, 2, data.Length % 16 == 0 ? data.Length / 16 : 0).Varint(2, OnnxTypes.Double).Text(8, layer.Name);
            case Form.UnpackedFloats:
                return tensor.Varint(1, 3).Varint(2, OnnxTypes.Float).Float(4, 1).Bytes(4, new byte[8]).Text(8, layer.Name);
            case Form.WholeNumbers:
                return tensor.Raw(OnnxProto.Tensor(layer.Name, OnnxTypes.Int64, [data.Length / 8], data).ToArray());
            case Form.Matrix:
                return tensor.Raw(OnnxProto.Tensor(layer.Name, OnnxTypes.Int64, [1, data.Length / 8], data).ToArray());
            default:
                string location = layer.Form == Form.External ? "weights.bin" : "more/the weights.bin";
                List<byte> file = files[location];
                file.AddRange(layer.Odd ? Bytes(100) : new byte[(8 - (file.Count % 8)) % 8]);
                ProtoWriter reference = OnnxProto.ExternalTensor(layer.Name, OnnxTypes.UInt8, [data.Length], location, file.Count, layer.Odd ? null : data.Length);
                file.AddRange(data);
                return tensor.Raw(reference.Message(13, OnnxProto.Entry("checksum", "abc")).ToArray());
        }
    }

    private static ProtoWriter Unknown() => new ProtoWriter().Text(500, "unknown").Tag(501, 3).Text(5, "in a group").Tag(501, 4);
}
