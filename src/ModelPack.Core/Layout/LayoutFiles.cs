using System.Buffers;
using Microsoft.Win32.SafeHandles;
using ModelPack.Core.Layout.Onnx;
using ModelPack.Core.Layout.Recipes;

namespace ModelPack.Core.Layout;

/// <summary>Writes what a package holds for a file of the layout <see cref="FileLayout.Tensor"/>. Every shard of the file must have its digest by then.</summary>
public static class LayoutFiles
{
    /// <summary>Writes the graph that stands for an <c>.onnx</c> file and refers to the shards in <see cref="ModelFolder.ShardFolder"/>.</summary>
    /// <param name="file">The file; it has a graph (<see cref="PlannedFile.HasGraph"/>).</param>
    /// <param name="output">Where to.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    /// <exception cref="IOException">The author's file cannot be read, or the output written.</exception>
    public static void WriteGraph(PlannedFile file, Stream output, CancellationToken cancellationToken)
    {
        OnnxTensorMap map = file.Map ?? throw new InvalidOperationException($"'{file.Path}' has no graph.");
        OnnxRewriter.Write(
            map,
            tensor =>
            {
                Placement placement = file.Of(tensor);
                return new TensorLocation(ModelFolder.ShardLocation(DigestOf(placement.Shard)), placement.Offset);
            },
            output,
            cancellationToken);
    }

    /// <summary>Writes the recipe that gives the author's file back.</summary>
    /// <param name="file">The file; its layout is <see cref="FileLayout.Tensor"/>.</param>
    /// <param name="authorSha256">The SHA-256 of the author's file.</param>
    /// <param name="output">Where to.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    /// <exception cref="IOException">The author's file cannot be read, or the output written.</exception>
    public static void WriteRecipe(PlannedFile file, string authorSha256, Stream output, CancellationToken cancellationToken)
    {
        if (file.Layout != FileLayout.Tensor)
        {
            throw new InvalidOperationException($"'{file.Path}' needs no recipe.");
        }

        using RecipeWriter writer = new(output, file.Path, file.Size, authorSha256);
        using SafeFileHandle author = ShardReader.Open(file.FullPath);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(ShardReader.BufferSize);
        try
        {
            foreach (PlannedPart part in file.Parts)
            {
                if (part.Placement is { } placement)
                {
                    writer.Shard(DigestOf(placement.Shard), placement.Offset, part.Range.Length);
                }
                else
                {
                    ShardReader.Read(author, part.Range, buffer, writer.Bytes, cancellationToken);
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        writer.End();
    }

    private static string DigestOf(Shard shard) => shard.Sha256 ?? throw new InvalidOperationException("A shard has no digest yet.");
}
