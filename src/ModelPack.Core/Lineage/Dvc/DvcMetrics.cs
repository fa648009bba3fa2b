using ModelPack.Core.Lineage.Data;
using ModelPack.Core.Lineage.Plain;

namespace ModelPack.Core.Lineage.Dvc;

/// <summary>Reads the metrics files that a pipeline names.</summary>
internal sealed class DvcMetrics(LineageSource source, ImportedFacts facts)
{
    private static readonly string[] Extensions = [".json", ".yaml", ".yml", ".toml"];

    /// <summary>Reads files; those that are not there are noted.</summary>
    public void Read(IReadOnlyList<string> paths)
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (string path in paths)
        {
            string relative = Path.GetRelativePath(source.Folder, path).Replace('\\', '/');
            if (!source.Files.Exists(path))
            {
                facts.AddMissing(relative);
            }
            else if (Extensions.Contains(Path.GetExtension(path).ToLowerInvariant()))
            {
                DataNode? root = PlainImporter.Read(source, path);
                LineageFiles.Guard(path, "metrics", () =>
                {
                    // Of two files with the same names, the second's tell the file.
                    Flattening.Flatten(root, (name, value) => PlainImporter.Add(facts, true, names.Add(name) ? name : $"{relative}:{name}", value));
                    return 0;
                });
            }
        }
    }
}
