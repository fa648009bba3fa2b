using ModelPack.Core.Layout.Onnx;

namespace ModelPack.Core.Layout;

/// <summary>How one file is laid out.</summary>
public sealed class PlannedFile
{
    private readonly IReadOnlyDictionary<MovableTensor, Placement> _placements = new Dictionary<MovableTensor, Placement>();

    /// <summary>A file that stays as it is, or is cut.</summary>
    internal PlannedFile(LayoutInput input, FileLayout layout, IReadOnlyList<Shard> shards)
    {
        Path = input.Path;
        FullPath = input.FullPath;
        Size = input.Size;
        Layout = layout;
        Shards = shards;
        Parts = [];
    }

    /// <summary>A file whose tensors lie in shards.</summary>
    internal PlannedFile(LayoutInput input, IReadOnlyList<PlannedPart> parts, OnnxTensorMap? map, IReadOnlyDictionary<MovableTensor, Placement> placements)
        : this(input, FileLayout.Tensor, [])
    {
        Parts = parts;
        Map = map;
        _placements = placements;
        Shards = [.. (map is null ? parts.Select(part => part.Placement).OfType<Placement>() : map.Tensors.Select(tensor => placements[tensor])).Select(placement => placement.Shard).Distinct()];
    }

    /// <summary>Its path in the package, with forward slashes.</summary>
    public string Path { get; }

    /// <summary>Where the author's file is.</summary>
    public string FullPath { get; }

    /// <summary>The size in bytes of the author's file.</summary>
    public long Size { get; }

    /// <summary>The layout.</summary>
    public FileLayout Layout { get; }

    /// <summary>
    /// The pieces of the file in their order (<see cref="FileLayout.Exact"/>; some may be equal), or the shards that its tensors lie in, each once
    /// (<see cref="FileLayout.Tensor"/>; for an <c>.onnx</c> file also those of its external data).
    /// </summary>
    public IReadOnlyList<Shard> Shards { get; }

    /// <summary>Whether the package holds a graph that stands for the file: an <c>.onnx</c> file whose layout is <see cref="FileLayout.Tensor"/>, not its external data.</summary>
    public bool HasGraph => Map is not null;

    /// <summary>The structure of an <c>.onnx</c> file whose layout is <see cref="FileLayout.Tensor"/>.</summary>
    public OnnxTensorMap? Map { get; }

    /// <summary>The whole file in its order (<see cref="FileLayout.Tensor"/>).</summary>
    internal IReadOnlyList<PlannedPart> Parts { get; }

    /// <summary>Where a tensor of the graph lies.</summary>
    internal Placement Of(MovableTensor tensor) => _placements[tensor];
}
