using ModelPack.Core.Onnx;
using ModelPack.Core.Protobuf;

namespace ModelPack.Core.Layout.Onnx;

/// <summary>Where the fields of one <c>TensorProto</c> lie, as far as moving its data needs them. Payloads are not read.</summary>
internal sealed class TensorFields
{
    private readonly List<ByteRange> _references = [];
    private long? _elements;
    private int _rank;
    private int _data;
    private int _raws;
    private int _locations;
    private OnnxElementType _type;
    private int _dataField;
    private ByteRange _dataRange;
    private ByteRange _locationRange;
    private ulong _location;

    /// <summary>Where its name is.</summary>
    public OnnxTensor.Span Name { get; private set; }

    /// <summary>What its reference says, if it has one.</summary>
    public OnnxTensor.ExternalEntries? Entries { get; private set; }

    /// <summary>Its data, if it is in the one form that can lie in another file: <c>raw_data</c>, or one run of packed numbers, which are the same bytes.</summary>
    public ByteRange Payload { get; private set; }

    /// <summary>Whether the runtime takes its data from another file.</summary>
    public bool IsExternal => _location == 1;

    /// <summary>How many bytes type and shape make; <see langword="null"/> where that cannot be told, and for text.</summary>
    public long? ExpectedBytes => _elements is { } elements ? OnnxElementTypes.BytesOf(_type, elements) : null;

    /// <summary>
    /// Whether the runtime may read it while it infers shapes, which it can only inside the graph: lists of whole numbers (sizes, axes, positions).
    /// </summary>
    private bool IsShapeLike => _rank == 1 && _type is OnnxElementType.Int32 or OnnxElementType.Int64;

    /// <summary>Reads the tensor that the reader has entered, to its end.</summary>
    /// <exception cref="NotMovableException">Fields repeat that may occur once; which of them counts is not ours to say.</exception>
    public void Read(ProtoReader reader)
    {
        Reset();
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case OnnxFields.Tensor.Dims:
                    _elements = OnnxTensor.MultiplyDims(reader, _elements, ref _rank);
                    break;
                case OnnxFields.Tensor.DataType when reader.IsVarint:
                    _type = (OnnxElementType)(int)reader.Value;
                    break;
                case OnnxFields.Tensor.Name when reader.IsBytes:
                    Name = new OnnxTensor.Span(reader.Start, reader.Length);
                    break;
                case OnnxFields.Tensor.ExternalData when reader.IsBytes:
                    AddEntry(reader);
                    break;
                case OnnxFields.Tensor.DataLocation when reader.IsVarint:
                    _location = reader.Value;
                    _locationRange = new ByteRange(reader.FieldStart, reader.FieldEnd);
                    _locations++;
                    break;
                case OnnxFields.Tensor.RawData or (>= OnnxFields.Tensor.FloatData and <= OnnxFields.Tensor.Int64Data) or OnnxFields.Tensor.DoubleData or OnnxFields.Tensor.UInt64Data:
                    AddData(reader);
                    break;
            }
        }

        if (_locations > 1 || _location > 1 || Entries is { Repeats: true })
        {
            throw new NotMovableException("it says more than once where a tensor's data lies");
        }
    }

    /// <summary>Whether its data, which lies in the graph, can lie in another file.</summary>
    /// <param name="leastBytes">Smaller data stays.</param>
    public bool IsMovable(long leastBytes) =>
        !IsExternal && Entries is null && _data == 1 && Payload.Length >= leastBytes && Payload.Length == ExpectedBytes
        && _dataField switch
        {
            OnnxFields.Tensor.RawData => !IsShapeLike || Payload.Length >= OnnxTensorMap.LeastShapeLikeBytes,
            OnnxFields.Tensor.FloatData => _type == OnnxElementType.Float,
            OnnxFields.Tensor.DoubleData => _type == OnnxElementType.Double,
            _ => false,
        };

    /// <summary>What gives way to a new reference.</summary>
    public ByteRange[] Cuts()
    {
        List<ByteRange> cuts = IsExternal ? [.. _references] : [_dataRange];
        if (_locations > 0)
        {
            cuts.Add(_locationRange);
        }

        return [.. cuts.OrderBy(cut => cut.Start)];
    }

    private void Reset()
    {
        _references.Clear();
        (_elements, _rank, _type, Name, Entries) = (1, 0, OnnxElementType.Undefined, default, null);
        (_data, _raws, _dataField, _dataRange, Payload) = (0, 0, 0, default, default);
        (_locations, _location, _locationRange) = (0, 0, default);
    }

    private void AddEntry(ProtoReader reader)
    {
        ByteRange range = new(reader.FieldStart, reader.FieldEnd);
        Entries ??= new OnnxTensor.ExternalEntries();
        Entries.Read(reader);
        _references.Add(range);
        reader.Charge(16);
    }

    private void AddData(ProtoReader reader)
    {
        if (reader.Field == OnnxFields.Tensor.RawData)
        {
            if (!reader.IsBytes)
            {
                // Not this field to any reader of protobuf, but an unknown one.
                return;
            }

            if (_raws++ > 0)
            {
                throw new NotMovableException("a tensor has its data twice");
            }
        }

        _data++;
        _dataField = reader.Field;
        _dataRange = new ByteRange(reader.FieldStart, reader.FieldEnd);
        Payload = reader.IsBytes ? new ByteRange(reader.Start, reader.Start + reader.Length) : default;
    }
}
