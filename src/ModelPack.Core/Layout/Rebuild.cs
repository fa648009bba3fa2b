namespace ModelPack.Core.Layout;

/// <summary>Gives an author's file back from shards.</summary>
public static class Rebuild
{
    /// <summary>Follows a recipe.</summary>
    /// <param name="recipe">The recipe; nothing in it is trusted.</param>
    /// <param name="size">The size of the author's file in bytes, as the manifest says.</param>
    /// <param name="sha256">The SHA-256 of the author's file, as the manifest says.</param>
    /// <param name="open">Opens a shard by its SHA-256; its streams are read only as far as they go. Throws for a shard that it does not know.</param>
    /// <param name="output">Takes the file; what is written before a failure is worthless.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="InvalidDataException">The recipe is no recipe of this file, or what it gives has another digest.</exception>
    /// <exception cref="IOException">A shard cannot be read, or the output written.</exception>
    public static void FromRecipe(Stream recipe, long size, string sha256, Func<string, Stream> open, Stream output, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Puts shards one behind the other.</summary>
    /// <param name="shards">The SHA-256 of the shards, in their order.</param>
    /// <param name="size">The size of the author's file in bytes, as the manifest says.</param>
    /// <param name="sha256">The SHA-256 of the author's file, as the manifest says.</param>
    /// <param name="open">Opens a shard by its SHA-256. Throws for a shard that it does not know.</param>
    /// <param name="output">Takes the file; what is written before a failure is worthless.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="InvalidDataException">What they give has another size or digest.</exception>
    /// <exception cref="IOException">A shard cannot be read, or the output written.</exception>
    public static void FromShards(IReadOnlyList<string> shards, long size, string sha256, Func<string, Stream> open, Stream output, CancellationToken cancellationToken) => throw new NotImplementedException();
}
