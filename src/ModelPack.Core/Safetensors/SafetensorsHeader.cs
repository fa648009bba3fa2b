using System.Text.Json;
using ModelPack.Core.Diagnostics;

namespace ModelPack.Core.Safetensors;

/// <summary>Parses and checks the header of one safetensors file.</summary>
/// <param name="path">The file, for errors.</param>
/// <param name="json">The header.</param>
/// <param name="behindLength">The size in bytes of header and data.</param>
internal sealed class SafetensorsHeader(string path, byte[] json, long behindLength)
{
    private readonly List<SafetensorsTensor> tensors = [];
    private readonly HashSet<string> names = new(StringComparer.Ordinal);
    private SortedDictionary<string, string>? metadata;

    /// <summary>Reads the header.</summary>
    public SafetensorsFacts Parse()
    {
        try
        {
            Utf8JsonReader reader = new(json);
            reader.Read();
            Expect(ref reader, JsonTokenType.StartObject, "the header");
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                ReadEntry(ref reader);
            }

            // Anything behind the object is an error of the reader.
            reader.Read();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw Invalid($"its header is no JSON: {e.Message.TrimEnd('.')}", e);
        }

        names.Clear();
        tensors.Sort((left, right) => (left.Start, left.End).CompareTo((right.Start, right.End)));
        return new SafetensorsFacts(tensors, CheckLayout(), metadata ?? []);
    }

    private void ReadEntry(ref Utf8JsonReader reader)
    {
        string name = reader.GetString()!;
        if (!names.Add(name))
        {
            throw Invalid($"'{Short(name)}' occurs twice in its header");
        }

        reader.Read();
        if (name == "__metadata__")
        {
            ReadMetadata(ref reader);
        }
        else
        {
            ReadTensor(ref reader, name);
        }
    }

    private void ReadMetadata(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return;
        }

        Expect(ref reader, JsonTokenType.StartObject, "__metadata__");
        metadata = new SortedDictionary<string, string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string key = reader.GetString()!;
            reader.Read();
            Expect(ref reader, JsonTokenType.String, $"'{Short(key)}' of __metadata__");
            if (!metadata.TryAdd(key, reader.GetString()!))
            {
                throw Invalid($"'{Short(key)}' occurs twice in __metadata__");
            }
        }
    }

    private void ReadTensor(ref Utf8JsonReader reader, string name)
    {
        Expect(ref reader, JsonTokenType.StartObject, $"tensor '{Short(name)}'");
        (string Name, uint Bits)? type = null;
        List<ulong>? shape = null;
        List<ulong>? offsets = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string field = reader.GetString()!;
            reader.Read();
            switch (field)
            {
                case "dtype" when type is null:
                    Expect(ref reader, JsonTokenType.String, $"dtype of tensor '{Short(name)}'");
                    string text = reader.GetString()!;
                    type = SafetensorsElementTypes.Find(text) ?? throw Invalid($"tensor '{Short(name)}' has the unknown type '{Short(text)}'");
                    break;
                case "shape" when shape is null:
                    shape = ReadNumbers(ref reader, name, field);
                    break;
                case "data_offsets" when offsets is null:
                    offsets = ReadNumbers(ref reader, name, field);
                    break;
                case "dtype" or "shape" or "data_offsets":
                    throw Invalid($"'{field}' occurs twice in tensor '{Short(name)}'");
                default:
                    reader.Skip();
                    break;
            }
        }

        if (type is not { } known || shape is null || offsets is not [ulong start, ulong end])
        {
            throw Invalid($"tensor '{Short(name)}' does not have one dtype, shape and pair of data_offsets");
        }

        if (end > long.MaxValue || start > end)
        {
            throw Offsets(name, $"begins at {start} and ends at {end}");
        }

        tensors.Add(new SafetensorsTensor(name, known.Name, Dimensions(name, shape), (long)start, (long)end));
    }

    private List<ulong> ReadNumbers(ref Utf8JsonReader reader, string name, string field)
    {
        Expect(ref reader, JsonTokenType.StartArray, $"{field} of tensor '{Short(name)}'");
        List<ulong> numbers = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            Expect(ref reader, JsonTokenType.Number, $"an element of {field} of tensor '{Short(name)}'");
            numbers.Add(reader.TryGetUInt64(out ulong number) ? number : throw Invalid($"{field} of tensor '{Short(name)}' holds what is no natural number"));
        }

        return numbers;
    }

    private long[] Dimensions(string name, List<ulong> shape)
    {
        long[] dimensions = shape.Count == 0 ? [] : new long[shape.Count];
        for (int i = 0; i < dimensions.Length; i++)
        {
            dimensions[i] = shape[i] <= long.MaxValue ? (long)shape[i] : throw Overflow(name);
        }

        return dimensions;
    }

    /// <summary>Each tensor begins where the one before ends, has the size that type and shape need, and the last ends with the file.</summary>
    private long CheckLayout()
    {
        long position = 0;
        long parameters = 0;
        foreach (SafetensorsTensor tensor in tensors)
        {
            if (tensor.Start != position)
            {
                throw Offsets(tensor.Name, $"begins at {tensor.Start}, but the data before it ends at {position}, so that they {(tensor.Start < position ? "overlap" : "leave a gap")}");
            }

            parameters += CheckSize(tensor);
            position = tensor.End;
        }

        long data = behindLength - json.Length;
        return position == data
            ? parameters
            : throw SafetensorsReader.Error(DiagnosticCodes.SafetensorsIncomplete, path, $"its tensors take {position} bytes, but {data} follow the header", "MetadataIncompleteBuffer");
    }

    private long CheckSize(SafetensorsTensor tensor)
    {
        ulong elements = 1;
        ulong bits;
        try
        {
            foreach (long dimension in tensor.Shape)
            {
                elements = checked(elements * (ulong)dimension);
            }

            bits = checked(elements * SafetensorsElementTypes.Find(tensor.ElementType)!.Value.Bits);
        }
        catch (OverflowException)
        {
            // The format has a name for it.
            throw Overflow(tensor.Name);
        }

        if (bits % 8 != 0)
        {
            throw SafetensorsReader.Error(DiagnosticCodes.SafetensorsSize, path, $"tensor '{Short(tensor.Name)}' ends within a byte", "MisalignedSlice");
        }

        return bits / 8 == (ulong)(tensor.End - tensor.Start)
            ? (long)elements
            : throw SafetensorsReader.Error(
                DiagnosticCodes.SafetensorsSize,
                path,
                $"tensor '{Short(tensor.Name)}' needs {bits / 8} bytes by its type {tensor.ElementType} and shape, but has {tensor.End - tensor.Start}",
                "TensorInvalidInfo");
    }

    private void Expect(ref Utf8JsonReader reader, JsonTokenType type, string what)
    {
        if (reader.TokenType != type)
        {
            throw Invalid($"{what} is {reader.TokenType} in its header where {type} is expected");
        }
    }

    private ModelPackException Invalid(string what, Exception? inner = null)
        => SafetensorsReader.Error(DiagnosticCodes.SafetensorsHeader, path, what, "InvalidHeaderDeserialization", inner);

    private ModelPackException Offsets(string name, string what)
        => SafetensorsReader.Error(DiagnosticCodes.SafetensorsOffsets, path, $"tensor '{Short(name)}' {what}", "InvalidOffset");

    private ModelPackException Overflow(string name)
        => SafetensorsReader.Error(DiagnosticCodes.SafetensorsOverflow, path, $"tensor '{Short(name)}' has a shape that no memory holds", "ValidationOverflow");

    private static string Short(string name) => name.Length <= 100 ? name : name[..100] + "…";
}
