namespace ModelPack.Feeds.Sources;

/// <summary>The first bytes of a package of a feed.</summary>
/// <param name="Bytes">The bytes; fewer than asked for where the package is shorter.</param>
/// <param name="IsPart">Whether the feed sent these bytes only.</param>
/// <param name="Total">The size of the package, where the feed says it.</param>
internal sealed record PackageHead(ReadOnlyMemory<byte> Bytes, bool IsPart, long? Total);
