using ModelPack.Core.Packing;

namespace ModelPack.Feeds.Packages;

/// <summary>What a payload package must hold: one file of this size and digest.</summary>
/// <param name="Sha256">The SHA-256, in hexadecimal.</param>
/// <param name="Size">The size in bytes.</param>
internal sealed record ExpectedContent(string Sha256, long Size)
{
    /// <summary>What a package has besides its content: nuspec, signature, the zip's own records.</summary>
    private const long Envelope = 4 << 20;

    /// <summary>The name of the file.</summary>
    public string Entry => PackageLayout.Shard(Sha256);

    /// <summary>The largest package that can hold it; stored content does not shrink, and packed again it grows little.</summary>
    public long MaximumPackage => Size + (Size >> 6) + Envelope;
}
