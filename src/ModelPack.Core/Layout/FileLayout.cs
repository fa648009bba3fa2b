namespace ModelPack.Core.Layout;

/// <summary>How a file lies in a package.</summary>
public enum FileLayout
{
    /// <summary>In the package, as it is.</summary>
    Inline,

    /// <summary>
    /// Its tensors lie in shards, and the package holds a recipe that gives it back: an <c>.onnx</c> file, for which the package also holds a graph that
    /// refers to the shards, or the external data of one.
    /// </summary>
    Tensor,

    /// <summary>It is the concatenation of its shards.</summary>
    Exact,
}
