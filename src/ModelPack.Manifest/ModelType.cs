using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelPack;

/// <summary>A type as a tree, as ONNX's <c>TypeProto</c>. Source: the ONNX specification, <c>onnx.proto</c>.</summary>
public sealed class ModelType
{
    /// <summary><c>tensor</c>, <c>sparse_tensor</c>, <c>sequence</c>, <c>map</c>, <c>optional</c>, <c>opaque</c> or <c>unknown</c>.</summary>
    public string Kind { get; set; } = "unknown";

    /// <summary>For tensors: the ONNX element type in lower case, e.g. <c>float</c>, <c>int64</c>, <c>string</c>, <c>float8e4m3fn</c>.</summary>
    public string? ElementType { get; set; }

    /// <summary>For tensors: the dimensions, outermost first; absent where the rank is unknown; empty for a scalar.</summary>
    public List<ModelDimension>? Shape { get; set; }

    /// <summary>For maps: the element type of the keys.</summary>
    public string? KeyType { get; set; }

    /// <summary>For sequences, optionals and maps: the type of what they hold.</summary>
    public ModelType? Element { get; set; }

    /// <summary>Fields that this version does not know.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extensions { get; set; }
}
