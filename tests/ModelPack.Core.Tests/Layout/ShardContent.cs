using System.Security.Cryptography;
using ModelPack.Core.Layout;

namespace ModelPack.Core.Tests.Layout;

/// <summary>What shards hold, and what they give.</summary>
internal static class ShardContent
{
    public static void CopyTo(Shard shard, Stream stream, CancellationToken cancellationToken) => ShardReader.Read(shard, stream.Write, cancellationToken);

    public static string Digest(Shard shard, CancellationToken cancellationToken)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        ShardReader.Read(shard, hash.AppendData, cancellationToken);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Rebuilds the author's file, and throws <see cref="InvalidDataException"/> where it is another one.</summary>
    public static void Verify(PlannedFile file, string authorSha256, Stream? recipe, Func<string, Stream> open, CancellationToken cancellationToken)
    {
        if (file.Layout == FileLayout.Exact)
        {
            Rebuild.FromShards([.. file.Shards.Select(shard => shard.Sha256!)], file.Size, authorSha256, open, Stream.Null, cancellationToken);
        }
        else if (file.Layout == FileLayout.Tensor)
        {
            Rebuild.FromRecipe(recipe!, file.Size, authorSha256, open, Stream.Null, cancellationToken);
        }
    }
}
