using System.Text.Json;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Company.Service._1;

/// <summary>Tensors as nested JSON arrays.</summary>
internal static class JsonTensors
{
    /// <summary>Reads a nested array (or one value) as a tensor of the type that the model wants.</summary>
    public static OrtValue Read(JsonElement json, string name, NodeMetadata metadata)
    {
        if (!metadata.IsTensor)
        {
            throw new PredictionException($"The input '{name}' is a {metadata.OnnxValueType}; this service reads tensors.", StatusCodes.Status501NotImplemented);
        }

        List<long> shape = [];
        for (JsonElement level = json; level.ValueKind == JsonValueKind.Array; level = level.EnumerateArray().FirstOrDefault())
        {
            shape.Add(level.GetArrayLength());
        }

        List<JsonElement> values = [];
        Flatten(json, name, shape, 0, values);
        long[] dimensions = [.. shape];
        try
        {
            return metadata.ElementDataType switch
            {
                TensorElementType.Float => OrtValue.CreateTensorValueFromMemory(values.Select(value => value.GetSingle()).ToArray(), dimensions),
                TensorElementType.Double => OrtValue.CreateTensorValueFromMemory(values.Select(value => value.GetDouble()).ToArray(), dimensions),
                TensorElementType.Int64 => OrtValue.CreateTensorValueFromMemory(values.Select(value => value.GetInt64()).ToArray(), dimensions),
                TensorElementType.Int32 => OrtValue.CreateTensorValueFromMemory(values.Select(value => value.GetInt32()).ToArray(), dimensions),
                TensorElementType.UInt8 => OrtValue.CreateTensorValueFromMemory(values.Select(value => value.GetByte()).ToArray(), dimensions),
                TensorElementType.Bool => OrtValue.CreateTensorValueFromMemory(values.Select(value => value.GetBoolean()).ToArray(), dimensions),
                TensorElementType.String => OrtValue.CreateFromStringTensor(new DenseTensor<string>(
                    values.Select(value => value.GetString() ?? "").ToArray(), [.. shape.Select(length => (int)length)])),
                _ => throw new PredictionException($"The input '{name}' has the type {metadata.ElementDataType}; add it to JsonTensors.cs.", StatusCodes.Status501NotImplemented),
            };
        }
        catch (Exception exception) when (exception is InvalidOperationException or FormatException)
        {
            throw new PredictionException($"The input '{name}' holds a value that is no {metadata.ElementDataType}.");
        }
    }

    /// <summary>A tensor as nested arrays; other values as the name of their type.</summary>
    public static object? Write(OrtValue value)
    {
        if (!value.IsTensor)
        {
            return value.OnnxType.ToString();
        }

        OrtTensorTypeAndShapeInfo info = value.GetTensorTypeAndShape();
        object?[] flat = info.ElementDataType switch
        {
            TensorElementType.Float => Numbers<float>(value),
            TensorElementType.Double => Numbers<double>(value),
            TensorElementType.Int64 => Numbers<long>(value),
            TensorElementType.Int32 => Numbers<int>(value),
            TensorElementType.UInt8 => Numbers<byte>(value),
            TensorElementType.Bool => Numbers<bool>(value),
            TensorElementType.String => value.GetStringTensorAsArray(),
            _ => [info.ElementDataType.ToString()],
        };
        return flat.Length == info.ElementCount ? Nest(flat, info.Shape, 0, 0) : flat;
    }

    private static void Flatten(JsonElement json, string name, List<long> shape, int level, List<JsonElement> values)
    {
        if (level == shape.Count && json.ValueKind != JsonValueKind.Array)
        {
            values.Add(json);
            return;
        }

        if (level == shape.Count || json.ValueKind != JsonValueKind.Array || json.GetArrayLength() != shape[level])
        {
            throw new PredictionException($"The arrays of the input '{name}' have different lengths.");
        }

        foreach (JsonElement element in json.EnumerateArray())
        {
            Flatten(element, name, shape, level + 1, values);
        }
    }

    // JSON has no NaN and no infinity: they are written as text.
    private static object?[] Numbers<T>(OrtValue value)
        where T : unmanaged =>
        [.. value.GetTensorDataAsSpan<T>().ToArray().Select(number => number switch
        {
            float single when !float.IsFinite(single) => single.ToString(System.Globalization.CultureInfo.InvariantCulture),
            double real when !double.IsFinite(real) => real.ToString(System.Globalization.CultureInfo.InvariantCulture),
            _ => (object?)number,
        })];

    private static object? Nest(object?[] flat, long[] shape, int level, long start)
    {
        if (level == shape.Length)
        {
            return flat[start];
        }

        long stride = shape[(level + 1)..].Aggregate(1L, (product, length) => product * length);
        return Enumerable.Range(0, (int)shape[level]).Select(index => Nest(flat, shape, level + 1, start + (index * stride))).ToArray();
    }
}
