using ModelPack.Core.Onnx;
using ModelPack.Core.Samples;

namespace ModelPack.Validator.Runtime;

/// <summary>Sparse tensors in and out. In, they are given as coordinates (COO); out, they may also be rows (CSR).</summary>
/// <param name="api">The runtime.</param>
internal sealed unsafe class OrtSparseTensors(OrtApi api)
{
    // OrtSparseFormat and OrtSparseIndicesFormat of the C API.
    private const int Coo = 1;
    private const int Csr = 2;
    private const int CooIndices = 0;
    private const int CsrInner = 1;
    private const int CsrOuter = 2;

    private readonly OrtTypeReader _types = new(api);

    /// <exception cref="NotSupportedException">The C API cannot make such a value.</exception>
    public nint Write(SparseValue sparse, OrtValueSet owner)
    {
        if (sparse.Values.ElementType == OnnxElementType.String)
        {
            throw new NotSupportedException("a sparse tensor of strings");
        }

        long[] shape = [.. sparse.Shape];
        long[] count = [sparse.Indices.Count];

        // Operators want coordinates for matrices; for other ranks the runtime knows places only.
        long[] indices = shape.Length == 2 ? sparse.Coordinates() : [.. sparse.Indices];
        nint value;
        fixed (long* dimensions = shape)
        {
            api.Check(((delegate* unmanaged<nint, long*, nuint, int, nint*, nint>)api[OrtFunction.CreateSparseTensorAsOrtValue])(
                api.Allocator, dimensions, (nuint)shape.Length, OrtElementTypes.ToOrt(sparse.Values.ElementType), &value));
        }

        owner.Add(value);
        void* data = owner.Pin(sparse.Values.Data.IsEmpty ? new byte[16] : sparse.Values.Data);
        fixed (long* counts = count)
        fixed (long* places = indices)
        {
            api.Check(((delegate* unmanaged<nint, nint, long*, nuint, void*, long*, nuint, nint>)api[OrtFunction.FillSparseTensorCoo])(
                value, api.CpuMemory, counts, 1, data, places, (nuint)indices.Length));
        }

        return value;
    }

    /// <exception cref="NotSupportedException">The value is stored in a way that is not known.</exception>
    public SparseValue Read(nint value)
    {
        (OnnxElementType type, long[] shape) = _types.ReadTensorInfo(api.Pointer(OrtFunction.GetTensorTypeAndShape, value));
        (_, long[] stored) = _types.ReadTensorInfo(api.Pointer(OrtFunction.GetSparseTensorValuesTypeAndShape, value));
        long count = TensorValue.CountElements(stored);
        long bytes = ElementLayout.Bytes(type, count);
        if (type == OnnxElementType.String || bytes > Array.MaxLength)
        {
            throw new NotSupportedException($"a sparse output of {count} elements of the type {OnnxElementTypes.NameOf(type)}");
        }

        byte[] data = new byte[bytes];
        if (bytes > 0)
        {
            new ReadOnlySpan<byte>((void*)api.Pointer(OrtFunction.GetSparseTensorValues, value), (int)bytes).CopyTo(data);
        }

        TensorValue values = new(type, [count], data);
        int format = api.Number(OrtFunction.GetSparseTensorFormat, value);
        string? why = null;
        return (format switch
        {
            Coo => ReadCoo(value, shape, values, out why),
            Csr when shape.Length == 2 => SparseValue.Create(shape, values, Rows(value, count), coordinates: true, out why),
            _ => null,
        }) ?? throw new NotSupportedException($"a sparse output that {why ?? $"is stored in the format {format}"}");
    }

    private SparseValue? ReadCoo(nint value, long[] shape, TensorValue values, out string? why)
    {
        (_, long[] form) = _types.ReadTensorInfo(IndicesInfo(value, CooIndices));
        return SparseValue.Create(shape, values, Indices(value, CooIndices), coordinates: form.Length == 2 && form[1] == shape.Length, out why);
    }

    /// <summary>CSR: the column of each element, and where each row begins.</summary>
    private long[] Rows(nint value, long count)
    {
        long[] columns = Indices(value, CsrInner);
        long[] begins = Indices(value, CsrOuter);
        long[] coordinates = new long[2 * count];
        for (int row = 0; row + 1 < begins.Length; row++)
        {
            for (long i = begins[row]; i < begins[row + 1]; i++)
            {
                coordinates[2 * i] = row;
                coordinates[(2 * i) + 1] = columns[i];
            }
        }

        return coordinates;
    }

    private long[] Indices(nint value, int kind)
    {
        nuint count;
        long* indices;
        api.Check(((delegate* unmanaged<nint, int, nuint*, long**, nint>)api[OrtFunction.GetSparseTensorIndices])(value, kind, &count, &indices));
        return count == 0 ? [] : new ReadOnlySpan<long>(indices, (int)count).ToArray();
    }

    private nint IndicesInfo(nint value, int kind)
    {
        nint info;
        api.Check(((delegate* unmanaged<nint, int, nint*, nint>)api[OrtFunction.GetSparseTensorIndicesTypeShape])(value, kind, &info));
        return info;
    }
}
