namespace ModelPack.Core.Onnx;

/// <summary>Field numbers of the messages of <c>onnx-ml.proto</c>. Source: the ONNX specification.</summary>
internal static class OnnxFields
{
    /// <summary>ModelProto.</summary>
    public static class Model
    {
        public const int IrVersion = 1;
        public const int ProducerName = 2;
        public const int ProducerVersion = 3;
        public const int Domain = 4;
        public const int ModelVersion = 5;
        public const int DocString = 6;
        public const int Graph = 7;
        public const int OpsetImport = 8;
        public const int MetadataProps = 14;
        public const int TrainingInfo = 20;
        public const int Functions = 25;
    }

    /// <summary>GraphProto.</summary>
    public static class Graph
    {
        public const int Node = 1;
        public const int Name = 2;
        public const int Initializer = 5;
        public const int Input = 11;
        public const int Output = 12;
        public const int SparseInitializer = 15;
    }

    /// <summary>NodeProto.</summary>
    public static class Node
    {
        public const int OpType = 4;
        public const int Attribute = 5;
        public const int Domain = 7;
        public const int Overload = 8;
    }

    /// <summary>AttributeProto.</summary>
    public static class Attribute
    {
        public const int Tensor = 5;
        public const int Graph = 6;
        public const int Tensors = 10;
        public const int Graphs = 11;
        public const int SparseTensor = 22;
        public const int SparseTensors = 23;
    }

    /// <summary>TensorProto.</summary>
    public static class Tensor
    {
        public const int Dims = 1;
        public const int DataType = 2;
        public const int FloatData = 4;
        public const int Int32Data = 5;
        public const int StringData = 6;
        public const int Int64Data = 7;
        public const int Name = 8;
        public const int RawData = 9;
        public const int DoubleData = 10;
        public const int UInt64Data = 11;
        public const int ExternalData = 13;
        public const int DataLocation = 14;
    }

    /// <summary>SparseTensorProto.</summary>
    public static class SparseTensor
    {
        public const int Values = 1;
        public const int Indices = 2;
    }

    /// <summary>FunctionProto.</summary>
    public static class Function
    {
        public const int Name = 1;
        public const int Node = 7;
        public const int Domain = 10;
        public const int AttributeProto = 11;
        public const int Overload = 13;
    }

    /// <summary>TrainingInfoProto.</summary>
    public static class TrainingInfo
    {
        public const int Initialization = 1;
        public const int Algorithm = 2;
    }

    /// <summary>ValueInfoProto.</summary>
    public static class ValueInfo
    {
        public const int Name = 1;
        public const int Type = 2;
    }

    /// <summary>TypeProto.</summary>
    public static class Type
    {
        public const int Tensor = 1;
        public const int Sequence = 4;
        public const int Map = 5;
        public const int Opaque = 7;
        public const int SparseTensor = 8;
        public const int Optional = 9;
    }

    /// <summary>StringStringEntryProto.</summary>
    public static class Entry
    {
        public const int Key = 1;
        public const int Value = 2;
    }

    /// <summary>OperatorSetIdProto.</summary>
    public static class Opset
    {
        public const int Domain = 1;
        public const int Version = 2;
    }
}
