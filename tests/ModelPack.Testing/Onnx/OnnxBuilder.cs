namespace ModelPack.Testing.Onnx;

/// <summary>Builds a <c>ModelProto</c> around a graph.</summary>
public sealed class OnnxBuilder(GraphBuilder graph)
{
    private readonly ProtoWriter _more = new();

    public int IrVersion { get; init; } = 8;

    public int Opset { get; init; } = 17;

    public string Producer { get; init; } = "modelpack-tests";

    public string ProducerVersion { get; init; } = "1";

    public OnnxBuilder ImportOpset(string domain, long version) => Field(8, OnnxProto.Opset(domain, version));

    public OnnxBuilder Metadata(string key, string value) => Field(14, OnnxProto.Entry(key, value));

    /// <summary>Any field of the model, written after the usual ones.</summary>
    public OnnxBuilder Field(int field, ProtoWriter message)
    {
        _more.Message(field, message);
        return this;
    }

    public byte[] Build() => new ProtoWriter()
        .Varint(1, IrVersion)
        .Text(2, Producer)
        .Text(3, ProducerVersion)
        .Message(7, graph.Build())
        .Message(8, OnnxProto.Opset("", Opset))
        .Raw(_more.ToArray())
        .ToArray();
}
