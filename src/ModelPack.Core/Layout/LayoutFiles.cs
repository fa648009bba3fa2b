namespace ModelPack.Core.Layout;

/// <summary>Writes what a package holds for a file of the layout <see cref="FileLayout.Tensor"/>. Every shard of the file must have its digest by then.</summary>
public static class LayoutFiles
{
    /// <summary>Writes the graph that stands for an <c>.onnx</c> file and refers to the shards in <see cref="ModelFolder.ShardFolder"/>.</summary>
    /// <param name="file">The file; it has a graph (<see cref="PlannedFile.HasGraph"/>).</param>
    /// <param name="output">Where to.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    /// <exception cref="IOException">The author's file cannot be read, or the output written.</exception>
    public static void WriteGraph(PlannedFile file, Stream output, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Writes the recipe that gives the author's file back.</summary>
    /// <param name="file">The file.</param>
    /// <param name="authorSha256">The SHA-256 of the author's file.</param>
    /// <param name="output">Where to.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    /// <exception cref="IOException">The author's file cannot be read, or the output written.</exception>
    public static void WriteRecipe(PlannedFile file, string authorSha256, Stream output, CancellationToken cancellationToken) => throw new NotImplementedException();
}
