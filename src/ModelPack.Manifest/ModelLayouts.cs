namespace ModelPack;

/// <summary>How a large file lies in a package: the values of <see cref="ModelFile.Layout"/>.</summary>
public static class ModelLayouts
{
    /// <summary>
    /// An ONNX model whose large tensors lie in shards, and the external data files that went into them. The package holds a graph that refers to the
    /// shards (<see cref="ModelFile.LaidOutSha256"/>), and a recipe that gives the author's file back.
    /// </summary>
    public const string Tensor = "tensor";

    /// <summary>The file is the concatenation of its shards.</summary>
    public const string Exact = "exact";
}
