namespace ModelPack.Feeds.Collecting;

/// <summary>Something that can go.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">The package id; of a file its SHA-256.</param>
/// <param name="Version">The version of the package.</param>
/// <param name="Path">Its file or folder, where it has one here.</param>
/// <param name="Size">Its size in bytes, where it is known.</param>
/// <param name="Time">When it came.</param>
/// <param name="Reason">Why it can go.</param>
public sealed record Garbage(GarbageKind Kind, string Id, string? Version, string? Path, long? Size, DateTimeOffset? Time, string Reason);
