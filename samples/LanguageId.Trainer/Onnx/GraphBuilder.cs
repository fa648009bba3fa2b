using System.Buffers.Binary;
using System.Globalization;
using Google.Protobuf;

namespace LanguageId.Trainer.Onnx;

/// <summary>Puts an ONNX graph together, node after node.</summary>
internal sealed class GraphBuilder(string name)
{
    private readonly GraphProto _graph = new() { Name = name };

    /// <summary>The graph.</summary>
    public GraphProto Graph => _graph;

    /// <summary>Declares an input.</summary>
    /// <returns>Its name.</returns>
    public string Input(string name, TensorProto.Types.DataType type, params string[] shape)
    {
        _graph.Input.Add(Value(name, type, shape));
        return name;
    }

    /// <summary>Declares that a value is an output.</summary>
    public void Output(string name, TensorProto.Types.DataType type, params string[] shape) => _graph.Output.Add(Value(name, type, shape));

    /// <summary>Adds a node with one output, named like it.</summary>
    /// <returns>The name of the output.</returns>
    public string Node(string output, string operation, string domain, IEnumerable<string> inputs, params AttributeProto[] attributes)
    {
        NodeProto node = new() { Name = output, OpType = operation, Domain = domain, Output = { output } };
        node.Input.Add(inputs);
        node.Attribute.Add(attributes);
        _graph.Node.Add(node);
        return output;
    }

    /// <summary>Adds constant strings.</summary>
    /// <returns>The name of the constant.</returns>
    public string Constant(string name, params IReadOnlyCollection<string> values)
    {
        TensorProto tensor = new() { Name = name, DataType = (int)TensorProto.Types.DataType.String, Dims = { values.Count } };
        tensor.StringData.Add(values.Select(ByteString.CopyFromUtf8));
        _graph.Initializer.Add(tensor);
        return name;
    }

    /// <summary>Adds one constant integer, as a vector.</summary>
    /// <returns>The name of the constant.</returns>
    public string Constant(string name, long value)
    {
        byte[] raw = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(raw, value);
        _graph.Initializer.Add(new TensorProto { Name = name, DataType = (int)TensorProto.Types.DataType.Int64, Dims = { 1 }, RawData = ByteString.CopyFrom(raw) });
        return name;
    }

    /// <summary>Adds constant numbers.</summary>
    /// <returns>The name of the constant.</returns>
    public string Constant(string name, ReadOnlySpan<float> values, params long[] shape)
    {
        byte[] raw = new byte[values.Length * sizeof(float)];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(raw.AsSpan(i * sizeof(float)), values[i]);
        }

        TensorProto tensor = new() { Name = name, DataType = (int)TensorProto.Types.DataType.Float, RawData = UnsafeByteOperations.UnsafeWrap(raw) };
        tensor.Dims.Add(shape);
        _graph.Initializer.Add(tensor);
        return name;
    }

    /// <summary>An integer attribute of a node.</summary>
    public static AttributeProto Attribute(string name, long value) =>
        new() { Name = name, I = value, Type = AttributeProto.Types.AttributeType.Int };

    /// <summary>A string attribute of a node.</summary>
    public static AttributeProto Attribute(string name, string value) =>
        new() { Name = name, S = ByteString.CopyFromUtf8(value), Type = AttributeProto.Types.AttributeType.String };

    /// <summary>An attribute of a node that is a list of integers.</summary>
    public static AttributeProto Attribute(string name, IEnumerable<long> values)
    {
        AttributeProto attribute = new() { Name = name, Type = AttributeProto.Types.AttributeType.Ints };
        attribute.Ints.Add(values);
        return attribute;
    }

    /// <summary>An attribute of a node that is a list of strings.</summary>
    public static AttributeProto Attribute(string name, IEnumerable<string> values)
    {
        AttributeProto attribute = new() { Name = name, Type = AttributeProto.Types.AttributeType.Strings };
        attribute.Strings.Add(values.Select(ByteString.CopyFromUtf8));
        return attribute;
    }

    /// <summary>A value of the graph; a dimension that is no number is symbolic.</summary>
    private static ValueInfoProto Value(string name, TensorProto.Types.DataType type, string[] shape)
    {
        TensorShapeProto dimensions = new();
        dimensions.Dim.Add(shape.Select(dimension => long.TryParse(dimension, CultureInfo.InvariantCulture, out long size)
            ? new TensorShapeProto.Types.Dimension { DimValue = size }
            : new TensorShapeProto.Types.Dimension { DimParam = dimension }));
        return new() { Name = name, Type = new() { TensorType = new() { ElemType = (int)type, Shape = dimensions } } };
    }
}
