using ModelPack.Core.Layout.Onnx;
using ModelPack.Core.Layout.Recipes;
using ModelPack.Core.Onnx;

namespace ModelPack.Core.Layout;

/// <summary>Checks that what was written gives the author's files back.</summary>
public static class LayoutCheck
{
    /// <summary>
    /// Checks, without reading the weights, that the shards (<see cref="FileLayout.Exact"/>) or the recipe (<see cref="FileLayout.Tensor"/>) cover the
    /// author's file exactly, and that each range of a shard holds the author's bytes or ones with the same digest.
    /// </summary>
    /// <param name="file">The file; its shards have their digests.</param>
    /// <param name="authorSha256">The SHA-256 of the author's file.</param>
    /// <param name="recipe">The recipe as it was written; <see langword="null"/> for other layouts.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="InvalidDataException">They do not.</exception>
    public static void Check(PlannedFile file, string authorSha256, Stream? recipe, CancellationToken cancellationToken)
    {
        if (file.Layout == FileLayout.Exact)
        {
            CheckShards(file);
        }
        else if (file.Layout == FileLayout.Tensor)
        {
            CheckRecipe(file, authorSha256, recipe ?? throw new ArgumentNullException(nameof(recipe)), cancellationToken);
        }
    }

    /// <summary>Checks that each tensor of a graph as it was written refers to the place that the plan gives it.</summary>
    /// <param name="file">The file; it has a graph, and its shards have their digests.</param>
    /// <param name="graph">The full path of the graph.</param>
    /// <exception cref="InvalidDataException">One does not, or the graph cannot be read.</exception>
    public static void CheckGraph(PlannedFile file, string graph)
    {
        IReadOnlyList<ExternalDataReference> references = OnnxTensorMap.ReadReferences(graph);
        IReadOnlyList<MovableTensor> tensors = file.Map!.Tensors;
        for (int i = 0; i < Math.Max(references.Count, tensors.Count); i++)
        {
            if (i >= references.Count || i >= tensors.Count || !Refers(references[i], tensors[i], file.Of(tensors[i])))
            {
                string name = i < tensors.Count ? tensors[i].Name : references[i].Tensor;
                throw new InvalidDataException($"'{file.Path}' could not be laid out: what stands for it has another place for the data of '{name}' than the plan.");
            }
        }
    }

    private static bool Refers(ExternalDataReference reference, MovableTensor tensor, Placement placement)
        => reference.Tensor == tensor.Name && placement.Shard.Sha256 is { } sha256 && reference.Location == ModelFolder.ShardLocation(sha256)
            && reference.Offset == placement.Offset && reference.Length == tensor.Data.Length;

    private static void CheckShards(PlannedFile file)
    {
        long position = 0;
        foreach (Shard shard in file.Shards)
        {
            if (shard.Sha256 is null || shard.Pieces.Count != 1 || shard.Pieces[0].Padding != 0 || shard.Pieces[0].Data != new FileRange(file.FullPath, position, shard.Length))
            {
                throw Wrong(file, position, "a shard is not its next piece");
            }

            position += shard.Length;
        }

        if (position != file.Size)
        {
            throw Wrong(file, position, "its shards end");
        }
    }

    private static void CheckRecipe(PlannedFile file, string authorSha256, Stream recipe, CancellationToken cancellationToken)
    {
        RecipeReader reader = new(recipe);
        if (reader.Path != file.Path || reader.Size != file.Size || reader.Sha256 != authorSha256)
        {
            throw Wrong(file, 0, "its recipe is for another file");
        }

        Dictionary<(Shard, long), FileRange> pieces = Pieces(file.Parts.Select(part => part.Placement).OfType<Placement>().Select(placement => placement.Shard).Distinct());
        long position = 0;
        long between = 0;
        foreach (PlannedPart planned in file.Parts)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (planned.Range.File != file.FullPath || planned.Range.Offset != position || planned.Range.Length <= 0)
            {
                throw Wrong(file, position, "the plan does not go on");
            }

            position = planned.Range.End;
            if (planned.Placement is not { } placement)
            {
                between += planned.Range.Length;
                continue;
            }

            between = SkipBetween(reader, between, out RecipePart part);
            if (between != 0 || part.Shard is null || part.Shard != placement.Shard.Sha256 || part.Offset != placement.Offset || part.Length != planned.Range.Length)
            {
                throw Wrong(file, planned.Range.Offset, "its recipe says something else than the plan");
            }

            if (!pieces.TryGetValue((placement.Shard, placement.Offset), out FileRange piece) || piece != placement.Data || piece.Length != planned.Range.Length
                || (piece != planned.Range && (planned.Sha256 is null || planned.Sha256 != placement.Sha256)))
            {
                throw Wrong(file, planned.Range.Offset, "its shard holds other bytes");
            }
        }

        if (SkipBetween(reader, between, out RecipePart behind) != 0 || behind.Length > 0 || position != file.Size)
        {
            throw Wrong(file, position, "its recipe does not end with it");
        }
    }

    /// <summary>Passes over what lies between tensors; what is left of it, and the part behind.</summary>
    private static long SkipBetween(RecipeReader reader, long length, out RecipePart next)
    {
        while (reader.Read(out next))
        {
            if (next.Shard is not null)
            {
                return length;
            }

            length -= next.Length;
        }

        return length;
    }

    private static Dictionary<(Shard Shard, long Offset), FileRange> Pieces(IEnumerable<Shard> shards)
    {
        Dictionary<(Shard, long), FileRange> pieces = [];
        foreach (Shard shard in shards)
        {
            long offset = 0;
            foreach (ShardPiece piece in shard.Pieces)
            {
                pieces[(shard, offset)] = piece.Data;
                offset += piece.Data.Length + piece.Padding;
            }
        }

        return pieces;
    }

    private static InvalidDataException Wrong(PlannedFile file, long position, string what)
        => new($"'{file.Path}' could not be given back as it is: {what} at byte {position} of {file.Size}.");
}
