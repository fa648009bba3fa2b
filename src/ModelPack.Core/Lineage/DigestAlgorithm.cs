namespace ModelPack.Core.Lineage;

/// <summary>The algorithms that sources state digests by.</summary>
public enum DigestAlgorithm
{
    /// <summary>SHA-256.</summary>
    Sha256,

    /// <summary>MD5: DVC, Weights &amp; Biases.</summary>
    Md5,

    /// <summary>SHA-1 of git's blob: small files on the Hugging Face Hub.</summary>
    GitBlob,
}
