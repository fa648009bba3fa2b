using ModelPack.Core.Onnx;

namespace ModelPack.Core.Samples;

/// <summary>A map.</summary>
/// <param name="keyType">The type of the keys: an integer type or <see cref="OnnxElementType.String"/>.</param>
/// <param name="items">The items; integer keys in their invariant text.</param>
internal sealed class MapValue(OnnxElementType keyType, SortedDictionary<string, SampleValue> items) : SampleValue
{
    public override string Kind => "map";

    public OnnxElementType KeyType => keyType;

    public SortedDictionary<string, SampleValue> Items => items;
}
