namespace ModelPack.Core.Layout;

/// <summary>How one file is laid out.</summary>
public sealed class PlannedFile
{
    internal PlannedFile(LayoutInput input, FileLayout layout, IReadOnlyList<Shard> shards)
    {
        Path = input.Path;
        FullPath = input.FullPath;
        Size = input.Size;
        Layout = layout;
        Shards = shards;
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
    /// The pieces of the file in their order (<see cref="FileLayout.Exact"/>; a shard may occur twice), or the shards that its tensors lie in, each once
    /// (<see cref="FileLayout.Tensor"/>).
    /// </summary>
    public IReadOnlyList<Shard> Shards { get; }

    /// <summary>Whether the package holds a graph that stands for the file: an <c>.onnx</c> file whose layout is <see cref="FileLayout.Tensor"/>, not its external data.</summary>
    public bool HasGraph { get; internal init; }
}
