using ModelPack.Core.FlatBuffers;

namespace ModelPack.Core.Onnx;

/// <summary>Walks the tables of an <c>.ort</c> file. The numbers of fields are in the comments beside; source: ONNX Runtime's <c>ort.fbs</c>.</summary>
internal sealed class OrtScanner(FlatBuffer buffer)
{
    private readonly OnnxModelFacts _facts = new();
    private readonly HashSet<string> _domains = new(StringComparer.Ordinal);

    /// <summary>Reads the model.</summary>
    public OnnxModelFacts Scan()
    {
        // InferenceSession: 1 model. Model: 7 graph.
        FlatTable model = buffer.Root().Table(1) ?? throw new FlatBufferException(0, "it holds no model");
        FlatTable graph = model.Table(7) ?? throw new FlatBufferException(0, "it holds no graph");
        ScanModel(model);

        // Graph: 0 initializers, 5 inputs, 6 outputs, 7 sparse initializers.
        List<string> inputs = [.. graph.Texts(5)];
        List<string> outputs = [.. graph.Texts(6)];
        HashSet<string> wanted = inputs.Concat(outputs).ToHashSet(StringComparer.Ordinal);
        HashSet<string> initialized = new(StringComparer.Ordinal);
        foreach (FlatTable tensor in graph.Tables(0).Concat(graph.Tables(7).Select(sparse => sparse.Table(0)).OfType<FlatTable>()))
        {
            // Tensor: 0 name.
            if (tensor.Text(0) is { } name && wanted.Contains(name))
            {
                initialized.Add(name);
            }
        }

        Dictionary<string, ModelType> types = ReadTypes(graph, wanted);
        ScanGraph(graph, depth: 0);
        _facts.OperatorDomains = _domains;
        _facts.Outputs = [.. outputs.Select(name => ValueOf(name, types))];
        _facts.SplitInputs([.. inputs.Select(name => ValueOf(name, types))], initialized);
        return _facts;
    }

    private static ModelValue ValueOf(string name, Dictionary<string, ModelType> types)
        => new() { Name = name, Type = types.TryGetValue(name, out ModelType? type) ? type : new ModelType() };

    // Model: 0 IR version, 1 opsets, 2 producer, 3 its version, 4 domain, 5 version, 9 metadata.
    private void ScanModel(FlatTable model)
    {
        _facts.IrVersion = model.Int64(0);
        _facts.Producer = OnnxModelFacts.JoinProducer(model.Text(2), model.Text(3));
        _facts.Domain = model.Text(4) is { Length: > 0 } domain ? domain : null;
        _facts.ModelVersion = model.Int64(5);
        foreach (FlatTable opset in model.Tables(1))
        {
            _facts.Opsets[OnnxModelFacts.DomainOrDefault(opset.Text(0) ?? "")] = opset.Int64(1) ?? 0;
        }

        foreach (FlatTable entry in model.Tables(9))
        {
            _facts.Metadata[entry.Text(0) ?? ""] = entry.Text(1) ?? "";
        }
    }

    // Graph: 1 values. ValueInfo: 0 name, 2 type.
    private Dictionary<string, ModelType> ReadTypes(FlatTable graph, HashSet<string> wanted)
    {
        Dictionary<string, ModelType> types = new(StringComparer.Ordinal);
        foreach (FlatTable value in graph.Tables(1))
        {
            if (value.Text(0) is { } name && wanted.Contains(name) && value.Table(2) is { } type)
            {
                types[name] = ReadType(type, depth: 0);
            }
        }

        return types;
    }

    // TypeInfo: 1 kind, 2 value. TensorTypeAndShape: 0 element type, 1 shape. SequenceType: 0 element. MapType: 0 key, 1 value.
    private ModelType ReadType(FlatTable info, int depth)
    {
        if (depth > FlatBuffer.MaxDepth)
        {
            throw new FlatBufferException(0, "its types nest too deep");
        }

        buffer.Charge(0, 128);
        if (info.Table(2) is not { } value)
        {
            return new ModelType();
        }

        return info.Byte(1) switch
        {
            1 => new ModelType { Kind = "tensor", ElementType = ElementName(value.Int32(0)), Shape = value.Table(1) is { } shape ? ReadShape(shape) : null },
            2 => new ModelType { Kind = "sequence", Element = value.Table(0) is { } element ? ReadType(element, depth + 1) : null },
            3 => new ModelType { Kind = "map", KeyType = ElementName(value.Int32(0)), Element = value.Table(1) is { } element ? ReadType(element, depth + 1) : null },
            _ => new ModelType(),
        };
    }

    private static string? ElementName(int type) => OnnxElementTypes.NameOf((OnnxElementType)type);

    // Shape: 0 dimensions. Dimension: 0 value. DimensionValue: 0 kind (1 number, 2 name), 1 number, 2 name.
    private List<ModelDimension> ReadShape(FlatTable shape)
    {
        List<ModelDimension> dimensions = [];
        foreach (FlatTable dimension in shape.Tables(0))
        {
            buffer.Charge(0, 24);
            dimensions.Add(dimension.Table(0) is { } value
                ? value.Byte(0) switch
                {
                    1 => ModelDimension.Fixed(value.Int64(1) ?? 0),
                    2 => ModelDimension.Symbolic(value.Text(2) ?? ""),
                    _ => ModelDimension.Unknown,
                }
                : ModelDimension.Unknown);
        }

        return dimensions;
    }

    // Graph: 0 initializers, 2 nodes, 7 sparse initializers. Tensor: 2 dimensions. SparseTensor: 0 values.
    // Node: 2 domain, 10 attributes. Attribute: 7 graph, 12 graphs.
    private void ScanGraph(FlatTable graph, int depth)
    {
        if (depth > FlatBuffer.MaxDepth)
        {
            throw new FlatBufferException(0, "its graphs nest too deep");
        }

        foreach (FlatTable tensor in graph.Tables(0).Concat(graph.Tables(7).Select(sparse => sparse.Table(0)).OfType<FlatTable>()))
        {
            _facts.AddParameters(tensor.Product(2) ?? 0);
        }

        foreach (FlatTable node in graph.Tables(2))
        {
            _domains.Add(OnnxModelFacts.DomainOrDefault(node.Text(2) ?? ""));
            foreach (FlatTable attribute in node.Tables(10))
            {
                if (attribute.Table(7) is { } subgraph)
                {
                    ScanGraph(subgraph, depth + 1);
                }

                foreach (FlatTable inner in attribute.Tables(12))
                {
                    ScanGraph(inner, depth + 1);
                }
            }
        }
    }
}
