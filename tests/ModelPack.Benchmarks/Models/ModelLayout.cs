using ModelPack.Testing.Onnx;

namespace ModelPack.Benchmarks.Models;

/// <summary>Where each byte of a generated model lies: what is written around the weights, and where the weights are.</summary>
internal sealed class ModelLayout
{
    /// <summary>Protobuf's limit is 2 GiB: larger models have their weights in a file beside them.</summary>
    private const long InlineLimit = int.MaxValue - (1 << 20);

    private const int Alignment = 4096;

    private readonly List<(long Offset, byte[] Bytes)> _text = [];
    private readonly List<(long Offset, WeightTensor Tensor)> _weights = [];

    public ModelLayout(ModelSpec spec, string dataName)
    {
        WeightTensor[] tensors = [.. spec.Tensors()];
        IsInline = tensors.Sum(tensor => tensor.Length) < InlineLimit;
        long dataOffset = 0;
        List<(byte[] Head, WeightTensor Tensor)> fields = [];
        foreach (WeightTensor tensor in tensors)
        {
            fields.Add((IsInline ? InlineField(tensor) : ExternalField(tensor, dataName, dataOffset), tensor));
            if (!IsInline)
            {
                _weights.Add((dataOffset, tensor));
                dataOffset = (dataOffset + tensor.Length + Alignment - 1) / Alignment * Alignment;
            }
        }

        byte[] nodes = ModelGraph.Nodes(spec);
        byte[] edges = ModelGraph.Edges(spec);
        long graphLength = nodes.Length + edges.Length + fields.Sum(field => field.Head.Length + (IsInline ? field.Tensor.Length : 0));
        Append([.. ModelGraph.Head(), .. new ProtoWriter().Tag(7, 2).RawVarint((ulong)graphLength).ToArray(), .. nodes]);
        foreach ((byte[] head, WeightTensor tensor) in fields)
        {
            Append(head);
            if (IsInline)
            {
                _weights.Add((ModelLength, tensor));
                ModelLength += tensor.Length;
            }
        }

        Append([.. edges, .. ModelGraph.Tail(spec)]);
        DataLength = _weights.Max(weight => weight.Offset + weight.Tensor.Length);
    }

    /// <summary>Whether the weights are in the <c>.onnx</c> itself.</summary>
    public bool IsInline { get; }

    /// <summary>The size of the <c>.onnx</c>.</summary>
    public long ModelLength { get; private set; }

    /// <summary>Where the last weight ends, in the file that holds them.</summary>
    public long DataLength { get; }

    /// <summary>What is written in the <c>.onnx</c> around the weights.</summary>
    public IReadOnlyList<(long Offset, byte[] Bytes)> Text => _text;

    /// <summary>The weights, in the file that holds them.</summary>
    public IReadOnlyList<(long Offset, WeightTensor Tensor)> Weights => _weights;

    private void Append(byte[] bytes)
    {
        _text.Add((ModelLength, bytes));
        ModelLength += bytes.Length;
    }

    private static byte[] InlineField(WeightTensor tensor)
    {
        byte[] head = ModelGraph.Tensor(tensor).Tag(9, 2).RawVarint((ulong)tensor.Length).ToArray();
        return new ProtoWriter().Tag(5, 2).RawVarint((ulong)(head.Length + tensor.Length)).Raw(head).ToArray();
    }

    private static byte[] ExternalField(WeightTensor tensor, string dataName, long offset) => new ProtoWriter().Message(5, ModelGraph.Tensor(tensor)
        .Message(13, OnnxProto.Entry("location", dataName))
        .Message(13, OnnxProto.Entry("offset", offset.ToString(System.Globalization.CultureInfo.InvariantCulture)))
        .Message(13, OnnxProto.Entry("length", tensor.Length.ToString(System.Globalization.CultureInfo.InvariantCulture)))
        .Varint(14, 1)).ToArray();
}
