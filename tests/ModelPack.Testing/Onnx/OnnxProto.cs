namespace ModelPack.Testing.Onnx;

/// <summary>The messages of <c>onnx.proto</c>, as far as tests write them.</summary>
public static class OnnxProto
{
    /// <summary>A <c>TensorProto</c> with <c>raw_data</c>.</summary>
    public static ProtoWriter Tensor(string name, int elementType, IEnumerable<long> dims, ReadOnlySpan<byte> raw)
        => TensorHead(name, elementType, dims).Bytes(9, raw);

    /// <summary>A <c>TensorProto</c> of floats, in <c>raw_data</c>.</summary>
    public static ProtoWriter Tensor(string name, IEnumerable<long> dims, params ReadOnlySpan<float> values)
        => Tensor(name, OnnxTypes.Float, dims, TinyModels.ToBytes(values));

    /// <summary>A <c>TensorProto</c> whose data lies in another file.</summary>
    public static ProtoWriter ExternalTensor(string name, int elementType, IEnumerable<long> dims, string location, long? offset = null, long? length = null)
    {
        ProtoWriter tensor = TensorHead(name, elementType, dims).Message(13, Entry("location", location));
        if (offset is { } o)
        {
            tensor.Message(13, Entry("offset", o.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }

        if (length is { } l)
        {
            tensor.Message(13, Entry("length", l.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }

        return tensor.Varint(14, 1);
    }

    /// <summary>A <c>StringStringEntryProto</c>.</summary>
    public static ProtoWriter Entry(string key, string value) => new ProtoWriter().Text(1, key).Text(2, value);

    /// <summary>A <c>ValueInfoProto</c> of a tensor. A dimension is a <see cref="long"/>/<see cref="int"/>, a symbolic name, or <see langword="null"/>; no array at all means unknown rank.</summary>
    public static ProtoWriter TensorValue(string name, int elementType, IEnumerable<object?>? dims)
        => Value(name, TensorType(elementType, dims));

    /// <summary>A <c>ValueInfoProto</c>.</summary>
    public static ProtoWriter Value(string name, ProtoWriter? type)
    {
        ProtoWriter value = new ProtoWriter().Text(1, name);
        return type is null ? value : value.Message(2, type);
    }

    /// <summary>A <c>TypeProto</c> of a tensor.</summary>
    public static ProtoWriter TensorType(int elementType, IEnumerable<object?>? dims)
    {
        ProtoWriter tensor = new ProtoWriter().Varint(1, elementType);
        if (dims is not null)
        {
            ProtoWriter shape = new();
            foreach (object? dim in dims)
            {
                shape.Message(1, dim switch
                {
                    null => new ProtoWriter(),
                    string symbol => new ProtoWriter().Text(2, symbol),
                    _ => new ProtoWriter().Varint(1, Convert.ToInt64(dim, System.Globalization.CultureInfo.InvariantCulture)),
                });
            }

            tensor.Message(2, shape);
        }

        return new ProtoWriter().Message(1, tensor);
    }

    /// <summary>A <c>NodeProto</c>.</summary>
    public static ProtoWriter Node(string opType, IEnumerable<string> inputs, IEnumerable<string> outputs, IEnumerable<ProtoWriter>? attributes = null, string domain = "")
    {
        ProtoWriter node = new();
        foreach (string input in inputs)
        {
            node.Text(1, input);
        }

        foreach (string output in outputs)
        {
            node.Text(2, output);
        }

        node.Text(4, opType);
        foreach (ProtoWriter attribute in attributes ?? [])
        {
            node.Message(5, attribute);
        }

        return domain.Length == 0 ? node : node.Text(7, domain);
    }

    /// <summary>An <c>AttributeProto</c> that holds a graph.</summary>
    public static ProtoWriter GraphAttribute(string name, GraphBuilder graph) => new ProtoWriter().Text(1, name).Message(6, graph.Build()).Varint(20, 5);

    /// <summary>An <c>AttributeProto</c> that holds a tensor.</summary>
    public static ProtoWriter TensorAttribute(string name, ProtoWriter tensor) => new ProtoWriter().Text(1, name).Message(5, tensor).Varint(20, 4);

    /// <summary>An <c>AttributeProto</c> that holds an integer.</summary>
    public static ProtoWriter IntAttribute(string name, long value) => new ProtoWriter().Text(1, name).Varint(3, value).Varint(20, 2);

    /// <summary>An <c>OperatorSetIdProto</c>.</summary>
    public static ProtoWriter Opset(string domain, long version)
        => domain.Length == 0 ? new ProtoWriter().Varint(2, version) : new ProtoWriter().Text(1, domain).Varint(2, version);

    private static ProtoWriter TensorHead(string name, int elementType, IEnumerable<long> dims)
    {
        ProtoWriter tensor = new();
        foreach (long dim in dims)
        {
            tensor.Varint(1, dim);
        }

        return tensor.Varint(2, elementType).Text(8, name);
    }
}
