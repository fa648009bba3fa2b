using System.Text;
using ModelPack.Core.Lineage.Checks;
using ModelPack.Core.Lineage.Data;

namespace ModelPack.Core.Lineage.Wandb;

/// <summary>
/// Reads an artifact's manifest. Its files lie beside it, or in <c>Root</c> of the item; those that are packed are checked.
/// Source: <c>artifact_manifest_v1.py</c> of wandb/wandb.
/// </summary>
internal static class WandbManifest
{
    private const string Expected = "an artifact manifest of Weights & Biases";

    public static void Read(LineageSource source, ImportedFacts facts, string path)
    {
        string root = source.Item.Get("Root") is { } own ? Path.GetFullPath(own, source.Project.ProjectFolder) : Path.GetDirectoryName(path)!;
        SortedDictionary<string, string> digests = new(StringComparer.Ordinal);
        DataNode document = source.Files.Json(path, Expected, new DataStreams().On("contents", (name, entry) =>
        {
            if (entry.String("digest") is not { } digest)
            {
                return;
            }

            digests[name] = digest;
            if (entry.String("ref") is null && WandbDigest.ToHex(digest) is { } md5)
            {
                source.Claim(facts, name, root, DigestAlgorithm.Md5, md5, path, entry.Line);
            }
        }));
        string? version = document.String("version");
        if (version is not "1" || document.String("storagePolicy") is null)
        {
            throw version is null or "1"
                ? LineageProblems.Bad(path, 1, "It has no 'version' and 'storagePolicy'.", Expected)
                : LineageProblems.Version(path, document["version"]!.Line, version, Expected, "Update ModelPack.Sdk, or remove the ModelLineage item.");
        }

        // What the tool calls the artifact's digest.
        StringBuilder text = new("wandb-artifact-manifest-v1\n");
        foreach ((string name, string digest) in digests)
        {
            text.Append(name).Append(':').Append(digest).Append('\n');
        }

        facts.Source.Revision = ContentDigests.Compute(Encoding.UTF8.GetBytes(text.ToString()), DigestAlgorithm.Md5);
    }
}
