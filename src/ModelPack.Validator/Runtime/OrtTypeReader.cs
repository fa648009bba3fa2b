using System.Runtime.InteropServices;
using ModelPack.Core.Onnx;

namespace ModelPack.Validator.Runtime;

/// <summary>Reads types as the runtime inferred them.</summary>
/// <param name="api">The runtime.</param>
internal sealed unsafe class OrtTypeReader(OrtApi api)
{
    /// <summary>The type of an input or output. The runtime does not tell an unknown rank from a scalar: a shape without dimensions may be either.</summary>
    public ModelType ReadSlot(int function, nint session, long index)
    {
        nint info;
        api.Check(((delegate* unmanaged<nint, nuint, nint*, nint>)api[function])(session, (nuint)index, &info));
        return ReadOwned(info);
    }

    /// <summary>The dimensions of a tensor.</summary>
    public long[] ReadShape(nint tensorInfo)
    {
        long[] shape = new long[api.Count(OrtFunction.GetDimensionsCount, tensorInfo)];
        fixed (long* pointer = shape)
        {
            api.Check(((delegate* unmanaged<nint, long*, nuint, nint>)api[OrtFunction.GetDimensions])(tensorInfo, pointer, (nuint)shape.Length));
        }

        return shape;
    }

    /// <summary>The element type and dimensions of a value; releases the description.</summary>
    public (OnnxElementType Type, long[] Shape) ReadTensorInfo(nint info)
    {
        try
        {
            return (OrtElementTypes.FromOrt(api.Number(OrtFunction.GetTensorElementType, info)), ReadShape(info));
        }
        finally
        {
            api.Release(OrtFunction.ReleaseTensorTypeAndShapeInfo, info);
        }
    }

    private ModelType ReadOwned(nint info)
    {
        try
        {
            return Read(info);
        }
        finally
        {
            api.Release(OrtFunction.ReleaseTypeInfo, info);
        }
    }

    private ModelType Read(nint info)
    {
        switch ((OnnxKind)api.Number(OrtFunction.GetOnnxTypeFromTypeInfo, info))
        {
            case OnnxKind.Tensor:
                return ReadTensor("tensor", api.Pointer(OrtFunction.CastTypeInfoToTensorInfo, info));
            case OnnxKind.SparseTensor:
                return ReadTensor("sparse_tensor", api.Pointer(OrtFunction.CastTypeInfoToTensorInfo, info));
            case OnnxKind.Sequence:
                nint sequence = api.Pointer(OrtFunction.CastTypeInfoToSequenceTypeInfo, info);
                return new ModelType { Kind = "sequence", Element = ReadOwned(api.Pointer(OrtFunction.GetSequenceElementType, sequence)) };
            case OnnxKind.Map:
                nint map = api.Pointer(OrtFunction.CastTypeInfoToMapTypeInfo, info);
                return new ModelType
                {
                    Kind = "map",
                    KeyType = OnnxElementTypes.NameOf(OrtElementTypes.FromOrt(api.Number(OrtFunction.GetMapKeyType, map))),
                    Element = ReadOwned(api.Pointer(OrtFunction.GetMapValueType, map)),
                };
            case OnnxKind.Optional:
                nint optional = api.Pointer(OrtFunction.CastTypeInfoToOptionalTypeInfo, info);
                return new ModelType { Kind = "optional", Element = ReadOwned(api.Pointer(OrtFunction.GetOptionalContainedTypeInfo, optional)) };
            case OnnxKind.Opaque:
                return new ModelType { Kind = "opaque" };
            default:
                return new ModelType();
        }
    }

    private ModelType ReadTensor(string kind, nint info)
    {
        if (info == 0)
        {
            return new ModelType { Kind = kind };
        }

        long[] shape = ReadShape(info);
        nint[] symbols = new nint[shape.Length];
        fixed (nint* pointer = symbols)
        {
            api.Check(((delegate* unmanaged<nint, nint*, nuint, nint>)api[OrtFunction.GetSymbolicDimensions])(info, pointer, (nuint)symbols.Length));
        }

        return new ModelType
        {
            Kind = kind,
            ElementType = OnnxElementTypes.NameOf(OrtElementTypes.FromOrt(api.Number(OrtFunction.GetTensorElementType, info))),
            Shape = [.. shape.Zip(symbols, (size, symbol) => size >= 0
                ? ModelDimension.Fixed(size)
                : ModelDimension.Symbolic(Marshal.PtrToStringUTF8(symbol) ?? ""))],
        };
    }
}
