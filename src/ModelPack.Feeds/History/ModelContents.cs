namespace ModelPack.Feeds.History;

/// <summary>What a version consists of, by content: its payloads, and the files that are in the package itself.</summary>
internal static class ModelContents
{
    /// <summary>The contents of a version: SHA-256 and size, each once.</summary>
    public static IReadOnlyDictionary<string, long> Of(ModelManifest manifest)
    {
        Dictionary<string, long> contents = new(StringComparer.Ordinal);
        foreach (ModelPayload payload in manifest.Payloads ?? [])
        {
            contents.TryAdd(payload.Sha256, payload.Size);
        }

        foreach (ModelFile file in manifest.Files)
        {
            if (file.Shards is not { Count: > 0 })
            {
                contents.TryAdd(file.Sha256, file.Size);
            }
            else if (file is { LaidOutSha256: { } graph, LaidOutSize: { } size })
            {
                contents.TryAdd(graph, size);
            }
        }

        return contents;
    }

    /// <summary>The bytes of all of it, unpacked.</summary>
    public static long Size(ModelManifest manifest) => Of(manifest).Values.Sum();
}
