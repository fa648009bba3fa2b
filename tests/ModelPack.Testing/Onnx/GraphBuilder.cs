namespace ModelPack.Testing.Onnx;

/// <summary>Builds a <c>GraphProto</c>; fields are written in the order of the calls.</summary>
public sealed class GraphBuilder(string name = "graph")
{
    private readonly ProtoWriter _graph = new();

    public GraphBuilder Node(string opType, IEnumerable<string> inputs, IEnumerable<string> outputs, IEnumerable<ProtoWriter>? attributes = null, string domain = "")
        => Field(1, OnnxProto.Node(opType, inputs, outputs, attributes, domain));

    /// <summary>A float initializer.</summary>
    public GraphBuilder Initializer(string tensor, IEnumerable<long> dims, params ReadOnlySpan<float> values) => Field(5, OnnxProto.Tensor(tensor, dims, values));

    public GraphBuilder Initializer(ProtoWriter tensor) => Field(5, tensor);

    public GraphBuilder Input(string value, int elementType, IEnumerable<object?>? dims) => Field(11, OnnxProto.TensorValue(value, elementType, dims));

    public GraphBuilder Output(string value, int elementType, IEnumerable<object?>? dims) => Field(12, OnnxProto.TensorValue(value, elementType, dims));

    /// <summary>Any field of the graph.</summary>
    public GraphBuilder Field(int field, ProtoWriter message)
    {
        _graph.Message(field, message);
        return this;
    }

    /// <summary>Fields as they are.</summary>
    public GraphBuilder Raw(ProtoWriter fields)
    {
        _graph.Raw(fields.ToArray());
        return this;
    }

    public ProtoWriter Build() => new ProtoWriter().Raw(_graph.ToArray()).Text(2, name);
}
