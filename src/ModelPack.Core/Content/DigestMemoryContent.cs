namespace ModelPack.Core.Content;

/// <summary>What a <see cref="DigestMemoryFile"/> holds.</summary>
internal sealed class DigestMemoryContent
{
    /// <summary>Digests of files, by stamp, tabulator and path.</summary>
    public Dictionary<string, string> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>What is known of the inside of files, by path.</summary>
    public Dictionary<string, FileMemory> Ranges { get; } = new(StringComparer.Ordinal);

    /// <summary>Digests of shards, by what they are made of.</summary>
    public Dictionary<string, string> Shards { get; } = new(StringComparer.Ordinal);
}
