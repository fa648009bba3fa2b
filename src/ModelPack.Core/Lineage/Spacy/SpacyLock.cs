using ModelPack.Core.Lineage.Data;

namespace ModelPack.Core.Lineage.Spacy;

/// <summary>Reads <c>project.lock</c>: for each command what it read and wrote, with MD5 digests.</summary>
internal static class SpacyLock
{
    private const string Expected = "a spaCy project's lock file";

    public static void Read(LineageSource source, ImportedFacts facts, string path)
    {
        DataNode? root = source.Files.Yaml(path, Expected);
        if (root is not { Kind: DataKind.Map })
        {
            throw LineageProblems.Bad(path, root?.Line ?? 1, "It is no map.", Expected);
        }

        HashSet<string> outputs = new(root.Pairs.SelectMany(command => command.Value["outs"]?.Items ?? []).Select(output => output.String("path") ?? ""), StringComparer.Ordinal);
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach ((string name, DataNode command) in root.Pairs)
        {
            facts.Pipeline.Add(new ModelPipelineStage
            {
                Name = name,
                Commands = command.Strings("script").ToList() is { Count: > 0 } script ? script : [.. command.Strings("cmd")],
                Inputs = References(command["deps"]),
                Outputs = References(command["outs"]),
            });
            foreach (DataNode output in command["outs"]?.Items ?? [])
            {
                // A folder's digest is that of its files together.
                if (output.String("path") is { } file && output.String("md5") is { } md5 && LineageSource.FullPath(file, source.Folder) is { } full && !Directory.Exists(full))
                {
                    source.Claim(facts, file, source.Folder, DigestAlgorithm.Md5, md5, path, output.Line);
                }
            }

            Inputs(facts, command, outputs, seen);
        }
    }

    private static void Inputs(ImportedFacts facts, DataNode command, HashSet<string> outputs, HashSet<string> seen)
    {
        foreach (ModelReference input in References(command["deps"]) ?? [])
        {
            if (outputs.Contains(input.Path) || !seen.Add(input.Path))
            {
                continue;
            }

            if (SourceFiles.IsSource(input.Path))
            {
                (facts.Code.Files ??= []).Add(input);
            }
            else if (Path.GetExtension(input.Path) is not ".cfg")
            {
                facts.Data.Add(new ModelDataset { Name = input.Path, Digest = input.Digest });
            }
        }
    }

    private static List<ModelReference>? References(DataNode? list)
    {
        List<ModelReference> references = [.. (list?.Items ?? []).Where(item => item.String("path") is not null)
            .Select(item => new ModelReference { Path = item.String("path")!, Digest = item.String("md5") is { } md5 ? $"md5:{md5}" : null })];
        return references.Count > 0 ? references : null;
    }
}
