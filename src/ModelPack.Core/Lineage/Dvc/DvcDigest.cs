using ModelPack.Core.Lineage.Data;

namespace ModelPack.Core.Lineage.Dvc;

/// <summary>Dependencies and outputs as DVC describes them.</summary>
internal static class DvcDigest
{
    /// <summary>A reference for the manifest.</summary>
    public static ModelReference Reference(string name, DataNode node) => new() { Path = name, Digest = Of(node), Size = node.Integer("size"), Files = node.Integer("nfiles") };

    /// <summary>A data set for the manifest.</summary>
    public static ModelDataset Dataset(string name, DataNode node, DvcRepository repository) => new()
    {
        Name = name,
        Digest = Of(node),
        Size = node.Integer("size"),
        Version = node.String("version_id") ?? Cloud(node)?.String("version_id"),
        Uri = name.Contains("://", StringComparison.Ordinal) ? name : repository.Address(node, name),
    };

    /// <summary>
    /// The digest with its algorithm. DVC 3 marks digests of the bytes with <c>hash: md5</c>; older ones are of texts with normalized line ends,
    /// and no digest of the file.
    /// </summary>
    public static string? Of(DataNode node)
    {
        if (node.String("md5") is { } md5)
        {
            return $"{(node.String("hash") == "md5" ? "md5" : "md5-dos2unix")}:{md5.ToLowerInvariant()}";
        }

        if ((node.String("etag") ?? Cloud(node)?.String("etag")) is { } etag)
        {
            return $"etag:{etag}";
        }

        return node.String("checksum") is { } checksum ? $"checksum:{checksum.ToLowerInvariant()}" : null;
    }

    /// <summary>States the digest of an output where that is packed, or holds what is packed.</summary>
    /// <returns>Whether it is or does.</returns>
    public static bool Claim(LineageSource source, ImportedFacts facts, DvcRepository repository, DataNode output, string path, string folder, string by)
    {
        if (LineageSource.FullPath(path, folder) is not { } full || !(source.Packed.Has(full) || source.Packed.HasBelow(full)))
        {
            return false;
        }

        if (output.String("hash") == "md5" && output.String("md5") is { } md5)
        {
            if (!md5.EndsWith(".dir", StringComparison.Ordinal))
            {
                source.Claim(facts, path, folder, DigestAlgorithm.Md5, md5, by, output.Line);
            }
            else if (output["files"] is null)
            {
                DvcFolder.Claim(source, facts, repository, full, md5, by, output.Line);
            }
        }

        // Version-aware remotes list the files of a folder in place.
        foreach (DataNode file in output["files"]?.Items ?? [])
        {
            if (file.String("relpath") is { } relative && file.String("md5") is { } digest)
            {
                source.Claim(facts, relative, full, DigestAlgorithm.Md5, digest, by, file.Line);
            }
        }

        return true;
    }

    /// <summary>What a version-aware remote says: at most one.</summary>
    private static DataNode? Cloud(DataNode node) => node["cloud"] is { Pairs: [var only, ..] } ? only.Value : null;
}
