namespace ModelPack;

/// <summary>What a service's model folder holds, from the manifest alone: the author's files, and for models that are laid out by tensor the graph and its shards.</summary>
public static class ModelFolder
{
    /// <summary>The folder beside an <c>.onnx</c> file that holds the shards that its graph refers to.</summary>
    public const string ShardFolder = ".shards";

    /// <summary>The location of a shard as a graph writes it, relative to the graph's folder.</summary>
    /// <param name="sha256">The shard's SHA-256.</param>
    public static string ShardLocation(string sha256) => $"{ShardFolder}/{sha256}.bin";

    /// <summary>Every file of the folder but the manifest; each path once.</summary>
    /// <param name="manifest">The manifest.</param>
    /// <exception cref="InvalidDataException">A file names a shard that no payload holds.</exception>
    public static IEnumerable<ModelFolderFile> Files(ModelManifest manifest)
    {
        Dictionary<string, long> sizes = new(StringComparer.Ordinal);
        foreach (ModelPayload payload in manifest.Payloads ?? [])
        {
            sizes[payload.Sha256] = payload.Size;
        }

        HashSet<string> shards = new(StringComparer.Ordinal);
        foreach (ModelFile file in manifest.Files.Where(file => file.Materialize))
        {
            switch (file.Layout)
            {
                case null:
                    yield return new ModelFolderFile(file.Path, file.Size, file.Sha256, file.Role, null);
                    break;
                case ModelLayouts.Exact:
                    yield return new ModelFolderFile(file.Path, file.Size, file.Sha256, file.Role, file.Shards ?? []);
                    break;
                case ModelLayouts.Tensor when file.LaidOutSha256 is { } sha256:
                    yield return new ModelFolderFile(file.Path, file.LaidOutSize ?? 0, sha256, file.Role, null);
                    string folder = file.Path[..(file.Path.LastIndexOf('/') + 1)];
                    foreach (string shard in file.Shards ?? [])
                    {
                        string path = folder + ShardLocation(shard);
                        if (shards.Add(path))
                        {
                            yield return new ModelFolderFile(path, sizes.TryGetValue(shard, out long size) ? size : throw new InvalidDataException($"'{file.Path}' names the shard {shard}, which no payload holds."), shard, file.Role, [shard]) { IsShard = true };
                        }
                    }

                    break;
                case ModelLayouts.Tensor:
                    // External data: its tensors are in the shards of the graph.
                    break;
                default:
                    throw new InvalidDataException($"'{file.Path}' has the layout '{file.Layout}', which this version of ModelPack does not know.");
            }
        }
    }
}
