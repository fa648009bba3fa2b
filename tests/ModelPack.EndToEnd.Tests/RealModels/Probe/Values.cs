using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Probe;

/// <summary>Values of a run: inputs made from their type, any value as JSON.</summary>
internal static class Values
{
    /// <summary>A tensor of small numbers; unknown dimensions are 1.</summary>
    public static OrtValue Make(NodeMetadata metadata)
    {
        if (!metadata.IsTensor)
        {
            throw new NotSupportedException($"no input of the type {metadata.OnnxValueType} is made");
        }

        long[] shape = [.. metadata.Dimensions.Select(size => size < 0 ? 1L : size)];
        int count = (int)shape.Aggregate(1L, (product, size) => product * size);
        return metadata.ElementDataType switch
        {
            TensorElementType.Float => Tensor(shape, count, index => (index % 7) / 8f),
            TensorElementType.Double => Tensor(shape, count, index => (index % 7) / 8d),
            TensorElementType.Float16 => Tensor(shape, count, index => (Float16)((index % 7) / 8f)),
            TensorElementType.BFloat16 => Tensor(shape, count, index => (BFloat16)((index % 7) / 8f)),
            TensorElementType.Int64 => Tensor(shape, count, index => (long)(index % 2)),
            TensorElementType.UInt64 => Tensor(shape, count, index => (ulong)(index % 2)),
            TensorElementType.Int32 => Tensor(shape, count, index => index % 2),
            TensorElementType.UInt32 => Tensor(shape, count, index => (uint)(index % 2)),
            TensorElementType.Int16 => Tensor(shape, count, index => (short)(index % 2)),
            TensorElementType.UInt16 => Tensor(shape, count, index => (ushort)(index % 2)),
            TensorElementType.Int8 => Tensor(shape, count, index => (sbyte)(index % 2)),
            TensorElementType.UInt8 => Tensor(shape, count, index => (byte)(index % 2)),
            TensorElementType.Bool => Tensor(shape, count, index => index % 2 == 0),
            TensorElementType.String => OrtValue.CreateFromStringTensor(new DenseTensor<string>(
                Enumerable.Range(0, count).Select(index => $"größe \"{index}\"").ToArray(), [.. shape.Select(size => (int)size)])),
            _ => throw new NotSupportedException($"no input of the type {metadata.ElementDataType} is made"),
        };
    }

    /// <summary>A value in the form of ModelPack's JSON samples.</summary>
    public static object Write(OrtValue value)
    {
        if (value.OnnxType == OnnxValueType.ONNX_TYPE_SEQUENCE)
        {
            List<object> items = [];
            value.ProcessSequence((item, _) => items.Add(Write(item)), OrtAllocator.DefaultInstance);
            return items;
        }

        if (value.OnnxType == OnnxValueType.ONNX_TYPE_MAP)
        {
            Dictionary<string, object> map = [];
            value.ProcessMap(
                (keys, values) =>
                {
                    List<object> texts = Flat(keys);
                    List<object> numbers = Flat(values);
                    for (int index = 0; index < texts.Count; index++)
                    {
                        map[$"{texts[index]}"] = numbers[index];
                    }
                },
                OrtAllocator.DefaultInstance);
            return map;
        }

        return new { shape = value.GetTensorTypeAndShape().Shape, data = Flat(value) };
    }

    private static OrtValue Tensor<T>(long[] shape, int count, Func<int, T> value)
        where T : unmanaged => OrtValue.CreateTensorValueFromMemory(Enumerable.Range(0, count).Select(value).ToArray(), shape);

    private static List<object> Flat(OrtValue value) => value.GetTensorTypeAndShape().ElementDataType switch
    {
        TensorElementType.Float => Real<float>(value, number => number),
        TensorElementType.Double => Real<double>(value, number => number),
        TensorElementType.Float16 => Real<Float16>(value, number => (float)number),
        TensorElementType.BFloat16 => Real<BFloat16>(value, number => (float)number),
        TensorElementType.Int64 => Exact<long>(value),
        TensorElementType.UInt64 => Exact<ulong>(value),
        TensorElementType.Int32 => Exact<int>(value),
        TensorElementType.UInt32 => Exact<uint>(value),
        TensorElementType.Int16 => Exact<short>(value),
        TensorElementType.UInt16 => Exact<ushort>(value),
        TensorElementType.Int8 => Exact<sbyte>(value),
        TensorElementType.UInt8 => Exact<byte>(value),
        TensorElementType.Bool => Exact<bool>(value),
        TensorElementType.String => [.. value.GetStringTensorAsArray()],
        TensorElementType other => throw new NotSupportedException($"no value of the type {other} is written"),
    };

    private static List<object> Exact<T>(OrtValue value)
        where T : unmanaged => [.. value.GetTensorDataAsSpan<T>().ToArray().Select(number => (object)number)];

    // JSON has no NaN and no infinity: samples hold them as text.
    private static List<object> Real<T>(OrtValue value, Func<T, double> widen)
        where T : unmanaged => [.. value.GetTensorDataAsSpan<T>().ToArray().Select(widen).Select(number => double.IsNaN(number) ? "NaN"
            : double.IsInfinity(number) ? number > 0 ? "Infinity" : "-Infinity"
            : typeof(T) == typeof(double) ? number : (object)(float)number)];
}
