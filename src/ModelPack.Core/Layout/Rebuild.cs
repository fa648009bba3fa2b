using System.Security.Cryptography;
using ModelPack.Core.Layout.Recipes;

namespace ModelPack.Core.Layout;

/// <summary>Gives an author's file back from shards.</summary>
public static class Rebuild
{
    /// <summary>Follows a recipe.</summary>
    /// <param name="recipe">The recipe; nothing in it is trusted.</param>
    /// <param name="size">The size of the author's file in bytes, as the manifest says.</param>
    /// <param name="sha256">The SHA-256 of the author's file, as the manifest says.</param>
    /// <param name="open">Opens a shard by its SHA-256, as often as it is asked to. Throws for a shard that the package does not have.</param>
    /// <param name="output">Takes the file; what is written before a failure is worthless.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="InvalidDataException">The recipe is no recipe of this file, or what it gives has another digest.</exception>
    /// <exception cref="IOException">A shard cannot be read, or the output written.</exception>
    public static void FromRecipe(Stream recipe, long size, string sha256, Func<string, Stream> open, Stream output, CancellationToken cancellationToken)
    {
        RecipeReader reader = new(recipe);
        if (reader.Size != size || reader.Sha256 != sha256)
        {
            throw new InvalidDataException($"The recipe is for another file than the one asked for: '{reader.Path}' with {reader.Size} bytes and the SHA-256 {reader.Sha256}, instead of {size} bytes and {sha256}.");
        }

        using ShardStreams shards = new(open);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        void Write(ReadOnlySpan<byte> bytes)
        {
            hash.AppendData(bytes);
            output.Write(bytes);
        }

        while (reader.Read(out RecipePart part))
        {
            if (part.Shard is { } shard)
            {
                shards.Read(shard, part.Offset, part.Length, Write, cancellationToken);
            }
            else if (!part.Literal.IsEmpty)
            {
                Write(part.Literal.Span);
            }
            else
            {
                WriteZeros(part.Length, Write, cancellationToken);
            }
        }

        Compare(hash, sha256, $"The recipe of '{reader.Path}' gives", "the recipe is wrong, or a shard is damaged");
    }

    /// <summary>Puts shards one behind the other.</summary>
    /// <param name="shards">The SHA-256 of the shards, in their order.</param>
    /// <param name="size">The size of the author's file in bytes, as the manifest says.</param>
    /// <param name="sha256">The SHA-256 of the author's file, as the manifest says.</param>
    /// <param name="open">Opens a shard by its SHA-256. Throws for a shard that the package does not have.</param>
    /// <param name="output">Takes the file; what is written before a failure is worthless.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="InvalidDataException">What they give has another size or digest.</exception>
    /// <exception cref="IOException">A shard cannot be read, or the output written.</exception>
    public static void FromShards(IReadOnlyList<string> shards, long size, string sha256, Func<string, Stream> open, Stream output, CancellationToken cancellationToken)
    {
        using ShardStreams streams = new(open);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long left = size;
        foreach (string shard in shards)
        {
            streams.ReadAll(
                shard,
                bytes =>
                {
                    left -= bytes.Length;
                    if (left < 0)
                    {
                        throw new InvalidDataException($"The shards have more than the {size} bytes of the file.");
                    }

                    hash.AppendData(bytes);
                    output.Write(bytes);
                },
                cancellationToken);
        }

        if (left > 0)
        {
            throw new InvalidDataException($"The shards have {size - left} bytes, and the file {size}.");
        }

        Compare(hash, sha256, "The shards give", "they are not those of the file, or a shard is damaged");
    }

    private static void WriteZeros(long count, Action<ReadOnlySpan<byte>> write, CancellationToken cancellationToken)
    {
        byte[] zeros = new byte[(int)Math.Min(count, 64 * 1024)];
        for (; count > 0; count -= zeros.Length)
        {
            cancellationToken.ThrowIfCancellationRequested();
            write(zeros.AsSpan(0, (int)Math.Min(count, zeros.Length)));
        }
    }

    private static void Compare(IncrementalHash hash, string sha256, string what, string why)
    {
        string given = Convert.ToHexStringLower(hash.GetHashAndReset());
        if (given != sha256)
        {
            throw new InvalidDataException($"{what} a file with the SHA-256 {given} instead of {sha256}: {why}.");
        }
    }
}
