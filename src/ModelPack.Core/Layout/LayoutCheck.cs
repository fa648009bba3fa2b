namespace ModelPack.Core.Layout;

/// <summary>Checks that what was written gives the author's files back.</summary>
public static class LayoutCheck
{
    /// <summary>
    /// Checks, without reading the weights, that the shards (<see cref="FileLayout.Exact"/>) or the recipe (<see cref="FileLayout.Tensor"/>) cover the
    /// author's file exactly, each byte from where the plan put it.
    /// </summary>
    /// <param name="file">The file; its shards have their digests.</param>
    /// <param name="authorSha256">The SHA-256 of the author's file.</param>
    /// <param name="recipe">The recipe as it was written; <see langword="null"/> for other layouts.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="InvalidDataException">They do not.</exception>
    public static void Check(PlannedFile file, string authorSha256, Stream? recipe, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Rebuilds the author's file from its shards as they were written, and compares its digest (<c>ModelPackVerifyLayout</c>).</summary>
    /// <param name="file">The file; its shards have their digests.</param>
    /// <param name="authorSha256">The SHA-256 of the author's file.</param>
    /// <param name="recipe">The recipe as it was written; <see langword="null"/> for other layouts.</param>
    /// <param name="open">Opens a shard by its SHA-256.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="InvalidDataException">It is not the author's file.</exception>
    public static void Verify(PlannedFile file, string authorSha256, Stream? recipe, Func<string, Stream> open, CancellationToken cancellationToken) => throw new NotImplementedException();
}
