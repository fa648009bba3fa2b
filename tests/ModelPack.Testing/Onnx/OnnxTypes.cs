namespace ModelPack.Testing.Onnx;

/// <summary>Values of <c>TensorProto.DataType</c> that tests use.</summary>
public static class OnnxTypes
{
    public const int Float = 1;
    public const int UInt8 = 2;
    public const int Int64 = 7;
    public const int String = 8;
    public const int Bool = 9;
    public const int Float16 = 10;
    public const int Double = 11;
    public const int BFloat16 = 16;
    public const int Int4 = 22;
}
