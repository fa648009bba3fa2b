using System.Globalization;
using System.Text;
using System.Text.Json;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Onnx;

namespace ModelPack.Core.Samples;

/// <summary>Reads one value of a JSON sample. Its type comes from the signature, its shape from the nesting or from <c>shape</c>.</summary>
/// <param name="file">The file, for errors.</param>
/// <param name="name">The value's name, for errors.</param>
internal sealed class JsonValueReader(string file, string name)
{
    public SampleValue Read(JsonElement element, ModelType type) => type.Kind switch
    {
        "tensor" => ReadTensor(element, type),
        "sparse_tensor" => ReadSparse(element, type),
        "sequence" => ReadSequence(element, type),
        "map" => ReadMap(element, type),
        "optional" when element.ValueKind == JsonValueKind.Null => OptionalValue.None,
        "optional" when type.Element is { } held => Read(element, held),
        _ => throw Unreadable($"is of the kind '{type.Kind}', which JSON samples cannot have"),
    };

    private SequenceValue ReadSequence(JsonElement element, ModelType type) => element.ValueKind == JsonValueKind.Array && type.Element is { } item
        ? new SequenceValue([.. element.EnumerateArray().Select(value => Read(value, item))])
        : throw Contradicts("is no array, but the model has a sequence there");

    private MapValue ReadMap(JsonElement element, ModelType type)
    {
        if (element.ValueKind != JsonValueKind.Object || type.Element is not { } held)
        {
            throw Contradicts("is no object, but the model has a map there");
        }

        OnnxElementType keyType = ElementTypeOf(type.KeyType);
        SortedDictionary<string, SampleValue> items = new(StringComparer.Ordinal);
        foreach (JsonProperty property in element.EnumerateObject())
        {
            string key = property.Name;
            if (keyType != OnnxElementType.String)
            {
                key = long.TryParse(key, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
                    ? number.ToString(CultureInfo.InvariantCulture)
                    : throw Contradicts($"has the key '{key}', but the model's keys are integers");
            }

            if (!items.TryAdd(key, Read(property.Value, held)))
            {
                throw Unreadable($"has the key '{key}' twice");
            }
        }

        return new MapValue(keyType, items);
    }

    private TensorValue ReadTensor(JsonElement element, ModelType type)
    {
        OnnxElementType elementType = ElementTypeOf(type.ElementType);
        if (element.ValueKind != JsonValueKind.Object)
        {
            List<long> nested = ShapeOf(element);
            if (ElementLayout.IsComplex(elementType) && nested is not [.., 0])
            {
                // A complex number is itself an array: [real, imaginary].
                nested = nested is [.., 2] ? nested[..^1] : throw Contradicts("has elements that are no [real, imaginary]");
            }

            return Build(elementType, nested, visit => Visit(element, nested, 0, visit));
        }

        elementType = GivenType(element) ?? elementType;
        if (!element.TryGetProperty("data", out JsonElement data) || data.ValueKind != JsonValueKind.Array)
        {
            throw Unreadable("has no array 'data'");
        }

        List<long> shape = element.TryGetProperty("shape", out JsonElement dimensions) ? ReadShape(dimensions) : [data.GetArrayLength()];
        long count = TensorValue.CountElements(shape);
        if (count != data.GetArrayLength())
        {
            throw Unreadable($"has the shape [{string.Join(',', shape)}] and {data.GetArrayLength()} elements");
        }

        return Build(elementType, shape, visit => VisitAll(data, visit));
    }

    /// <summary><c>{ "shape": [3, 3], "indices": [0, 4], "values": [1, 2] }</c>; indices are places, row major, or arrays of a position per dimension.</summary>
    private SparseValue ReadSparse(JsonElement element, ModelType type)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty("shape", out JsonElement dimensions)
            || !element.TryGetProperty("indices", out JsonElement places) || !element.TryGetProperty("values", out JsonElement stored)
            || places.ValueKind != JsonValueKind.Array || stored.ValueKind != JsonValueKind.Array)
        {
            throw Unreadable("is sparse, and must be { \"shape\": […], \"indices\": […], \"values\": […] }");
        }

        OnnxElementType elementType = GivenType(element) ?? ElementTypeOf(type.ElementType);
        TensorValue values = Build(elementType, [stored.GetArrayLength()], visit => VisitAll(stored, visit));
        bool coordinates = places.GetArrayLength() > 0 && places[0].ValueKind == JsonValueKind.Array;
        IEnumerable<JsonElement> numbers = coordinates
            ? places.EnumerateArray().SelectMany(place => place.ValueKind == JsonValueKind.Array ? place.EnumerateArray() : throw Unreadable("has indices of two kinds"))
            : places.EnumerateArray();
        long[] indices = [.. numbers.Select(number => number.ValueKind == JsonValueKind.Number && number.TryGetInt64(out long place) ? place : throw Unreadable($"has the index {number.GetRawText()}"))];
        return SparseValue.Create(ReadShape(dimensions), values, indices, coordinates, out string? why) ?? throw Unreadable(why!);
    }

    private OnnxElementType? GivenType(JsonElement element) => element.TryGetProperty("type", out JsonElement given)
        ? ElementTypeOf(given.ValueKind == JsonValueKind.String ? given.GetString() : given.GetRawText())
        : null;

    private static void VisitAll(JsonElement array, Action<JsonElement> visit)
    {
        foreach (JsonElement item in array.EnumerateArray())
        {
            visit(item);
        }
    }

    private TensorValue Build(OnnxElementType elementType, List<long> shape, Action<Action<JsonElement>> forEach)
    {
        string? typeName = OnnxElementTypes.NameOf(elementType);
        if (elementType == OnnxElementType.String)
        {
            List<ReadOnlyMemory<byte>> strings = [];
            forEach(item => strings.Add(item.ValueKind == JsonValueKind.String
                ? Encoding.UTF8.GetBytes(item.GetString()!)
                : throw Contradicts($"has {item.GetRawText()} where a string must be")));
            return new TensorValue(shape, strings);
        }

        ElementWriter writer = new(elementType);
        forEach(item =>
        {
            if (!writer.TryAdd(item))
            {
                throw Contradicts($"has {item.GetRawText()} where a value of the type {typeName} must be");
            }
        });
        return new TensorValue(elementType, shape, writer.Data);
    }

    private static List<long> ShapeOf(JsonElement element)
    {
        List<long> shape = [];
        while (element.ValueKind == JsonValueKind.Array)
        {
            shape.Add(element.GetArrayLength());
            if (shape[^1] == 0)
            {
                break;
            }

            element = element[0];
        }

        return shape;
    }

    private void Visit(JsonElement element, List<long> shape, int depth, Action<JsonElement> visit)
    {
        if (depth == shape.Count)
        {
            visit(element);
            return;
        }

        if (element.ValueKind != JsonValueKind.Array || element.GetArrayLength() != shape[depth])
        {
            throw Unreadable("is ragged: its arrays have different lengths");
        }

        foreach (JsonElement item in element.EnumerateArray())
        {
            Visit(item, shape, depth + 1, visit);
        }
    }

    private List<long> ReadShape(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Array)
        {
            throw Unreadable("has a 'shape' that is no array");
        }

        return [.. element.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.Number && item.TryGetInt64(out long size) && size >= 0
            ? size
            : throw Unreadable($"has {item.GetRawText()} in its 'shape'"))];
    }

    private OnnxElementType ElementTypeOf(string? typeName) => OnnxElementTypes.Parse(typeName) is var type and not OnnxElementType.Undefined
        ? type
        : throw Unreadable($"has the element type '{typeName}', which is none");

    private ModelPackException Unreadable(string what) => new(new Problem(
        DiagnosticCodes.SampleUnreadable, $"The sample '{Path.GetFileName(file)}' cannot be used: '{name}' {what}. Mend the sample.", file));

    private ModelPackException Contradicts(string what) => new(new Problem(
        DiagnosticCodes.SampleContradictsSignature, $"The sample '{Path.GetFileName(file)}' contradicts the model: '{name}' {what}. Mend the sample or the model.", file));
}
