namespace ModelPack.Core.Layout;

/// <summary>A range of one of the author's files.</summary>
/// <param name="File">The full path.</param>
/// <param name="Offset">Where it begins, in bytes.</param>
/// <param name="Length">Its length in bytes.</param>
public readonly record struct FileRange(string File, long Offset, long Length)
{
    /// <summary>Where it ends, in bytes.</summary>
    public long End => Offset + Length;
}
