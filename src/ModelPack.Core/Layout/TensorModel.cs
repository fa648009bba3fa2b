using ModelPack.Core.Layout.Onnx;

namespace ModelPack.Core.Layout;

/// <summary>An <c>.onnx</c> file whose tensors may go into shards.</summary>
/// <param name="input">The file.</param>
/// <param name="map">Its structure.</param>
internal sealed class TensorModel(LayoutInput input, OnnxTensorMap map)
{
    private ILookup<string, FileRange>? _ranges;

    /// <summary>The file.</summary>
    public LayoutInput Input { get; } = input;

    /// <summary>Its structure.</summary>
    public OnnxTensorMap Map { get; } = map;

    /// <summary>Its external data files.</summary>
    public List<LayoutInput> Data { get; } = [];

    /// <summary>Why its tensors stay: the end of a sentence; <see langword="null"/> as long as they go.</summary>
    public string? Reason { get; private set; } = map.Reason;

    /// <summary>Whether its tensors go into shards.</summary>
    public bool Moves => Reason is null;

    /// <summary>The ranges of tensors in an external data file; some may be equal.</summary>
    public IEnumerable<FileRange> RangesIn(string path)
        => (_ranges ??= Map.Tensors.Where(tensor => tensor.WasExternal).Select(tensor => tensor.Data).ToLookup(range => range.File, StringComparer.Ordinal))[path];

    /// <summary>The file's tensors stay.</summary>
    public void Stay(string reason) => Reason ??= reason;
}
