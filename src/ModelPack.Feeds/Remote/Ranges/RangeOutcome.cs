namespace ModelPack.Feeds.Remote.Ranges;

/// <summary>What came of a request for a part of a file.</summary>
/// <param name="Bytes">The part, or <see langword="null"/> where the feed would send the whole, or has no such file.</param>
/// <param name="Offset">Where the part begins.</param>
/// <param name="Length">The length of the whole file, where it is known.</param>
internal sealed record RangeOutcome(byte[]? Bytes, long Offset, long? Length)
{
    /// <summary>There is no such file.</summary>
    public static RangeOutcome NotThere { get; } = new(null, -1, null);

    /// <summary>Whether there is such a file.</summary>
    public bool IsThere => Offset >= 0;

    /// <summary>The feed would send the whole file, or cannot send this part.</summary>
    public static RangeOutcome Whole(long? length) => new(null, 0, length);
}
