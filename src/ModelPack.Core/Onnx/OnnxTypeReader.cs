using ModelPack.Core.Protobuf;

namespace ModelPack.Core.Onnx;

/// <summary>Reads <c>ValueInfoProto</c> and <c>TypeProto</c>. A message that occurs twice is merged, as protobuf demands.</summary>
internal static class OnnxTypeReader
{
    /// <summary>What a dimension costs in memory, in bytes.</summary>
    private const int DimensionCost = 24;

    /// <summary>Reads the value that the reader's present field holds.</summary>
    public static ModelValue ReadValue(ProtoReader reader)
    {
        ModelValue value = new();
        reader.Charge(256);
        reader.Enter();
        while (reader.Next())
        {
            if (reader.Field == OnnxFields.ValueInfo.Name && reader.IsBytes)
            {
                value.Name = reader.ReadText();
            }
            else if (reader.Field == OnnxFields.ValueInfo.Type && reader.IsBytes)
            {
                ReadType(reader, value.Type);
            }
        }

        reader.Leave();
        return value;
    }

    private static void ReadType(ProtoReader reader, ModelType type)
    {
        reader.Enter();
        while (reader.Next())
        {
            if (!reader.IsBytes)
            {
                continue;
            }

            switch (reader.Field)
            {
                case OnnxFields.Type.Tensor:
                    ReadTensorType(reader, As(type, "tensor"));
                    break;
                case OnnxFields.Type.SparseTensor:
                    ReadTensorType(reader, As(type, "sparse_tensor"));
                    break;
                case OnnxFields.Type.Sequence:
                    ReadElementType(reader, As(type, "sequence"), 1);
                    break;
                case OnnxFields.Type.Optional:
                    ReadElementType(reader, As(type, "optional"), 1);
                    break;
                case OnnxFields.Type.Map:
                    ReadElementType(reader, As(type, "map"), 2);
                    break;
                case OnnxFields.Type.Opaque:
                    As(type, "opaque");
                    break;
            }
        }

        reader.Leave();
    }

    // The kinds exclude each other: of several, the last counts.
    private static ModelType As(ModelType type, string kind)
    {
        if (type.Kind != kind)
        {
            type.Kind = kind;
            type.ElementType = null;
            type.Shape = null;
            type.KeyType = null;
            type.Element = null;
        }

        return type;
    }

    private static void ReadTensorType(ProtoReader reader, ModelType type)
    {
        reader.Enter();
        while (reader.Next())
        {
            if (reader.Field == 1 && reader.IsVarint)
            {
                type.ElementType = OnnxElementTypes.NameOf((OnnxElementType)(int)reader.Value);
            }
            else if (reader.Field == 2 && reader.IsBytes)
            {
                ReadShape(reader, type.Shape ??= []);
            }
        }

        reader.Leave();
    }

    private static void ReadElementType(ProtoReader reader, ModelType type, int elementField)
    {
        reader.Enter();
        while (reader.Next())
        {
            if (reader.Field == elementField && reader.IsBytes)
            {
                reader.Charge(128);
                ReadType(reader, type.Element ??= new ModelType());
            }
            else if (reader.Field == 1 && reader.IsVarint && type.Kind == "map")
            {
                type.KeyType = OnnxElementTypes.NameOf((OnnxElementType)(int)reader.Value);
            }
        }

        reader.Leave();
    }

    private static void ReadShape(ProtoReader reader, List<ModelDimension> shape)
    {
        reader.Enter();
        while (reader.Next())
        {
            if (reader.Field == 1 && reader.IsBytes)
            {
                reader.Charge(DimensionCost);
                shape.Add(ReadDimension(reader));
            }
        }

        reader.Leave();
    }

    private static ModelDimension ReadDimension(ProtoReader reader)
    {
        ModelDimension dimension = ModelDimension.Unknown;
        reader.Enter();
        while (reader.Next())
        {
            if (reader.Field == 1 && reader.IsVarint)
            {
                dimension = ModelDimension.Fixed((long)reader.Value);
            }
            else if (reader.Field == 2 && reader.IsBytes)
            {
                dimension = ModelDimension.Symbolic(reader.ReadText());
            }
        }

        reader.Leave();
        return dimension;
    }
}
