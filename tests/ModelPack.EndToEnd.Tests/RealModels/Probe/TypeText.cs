using Microsoft.ML.OnnxRuntime;

namespace Probe;

/// <summary>Types as ONNX Runtime reports them, as text.</summary>
internal static class TypeText
{
    public static string Of(NodeMetadata metadata) => metadata.OnnxValueType switch
    {
        OnnxValueType.ONNX_TYPE_TENSOR => $"{metadata.ElementDataType.ToString().ToLowerInvariant()}[{string.Join(", ", metadata.Dimensions.Zip(metadata.SymbolicDimensions, Dimension))}]",
        OnnxValueType.ONNX_TYPE_SEQUENCE => $"sequence({Of(metadata.AsSequenceMetadata().ElementMeta)})",
        OnnxValueType.ONNX_TYPE_MAP => $"map({metadata.AsMapMetadata().KeyDataType.ToString().ToLowerInvariant()}, {Of(metadata.AsMapMetadata().ValueMetadata)})",
        OnnxValueType.ONNX_TYPE_OPTIONAL => $"optional({Of(metadata.AsOptionalMetadata().ElementMeta)})",
        _ => metadata.OnnxValueType.ToString(),
    };

    private static string Dimension(int size, string symbol) => size >= 0 ? $"{size}" : symbol.Length > 0 ? symbol : "?";
}
