using System.Security.Cryptography;
using ModelPack.Core.Lineage.Data;

namespace ModelPack.Core.Lineage.Oci;

/// <summary>Reads a Kitfile, in YAML or as the JSON of a configuration. Source: <c>pkg/artifact/kitfile.go</c> of kitops.</summary>
internal static class Kitfile
{
    private const string Expected = "a Kitfile";
    private const long MaximumPrompt = 16 << 20;

    /// <summary>Reads a file.</summary>
    public static void Read(LineageSource source, ImportedFacts facts, string path)
    {
        DataNode? root = source.Files.Yaml(path, Expected);
        if (root is not { Kind: DataKind.Map } || (root["package"] ?? root["model"] ?? root["datasets"] ?? root["code"] ?? root["docs"] ?? root["prompts"]) is null)
        {
            throw LineageProblems.Bad(path, root?.Line ?? 1, "It describes no package, model, code or data.", Expected);
        }

        Add(source, facts, root, path, Path.GetDirectoryName(path)!);
    }

    /// <summary>Adds what a Kitfile says.</summary>
    /// <param name="source">The source.</param>
    /// <param name="facts">Takes the facts.</param>
    /// <param name="root">The Kitfile.</param>
    /// <param name="path">The file that it is in.</param>
    /// <param name="folder">The folder that its paths are relative to; <see langword="null"/> where its files are in a registry.</param>
    public static void Add(LineageSource source, ImportedFacts facts, DataNode root, string path, string? folder)
    {
        if (root.String("manifestVersion") is { } version && version.Split('.')[0] != "1")
        {
            throw LineageProblems.Version(path, root["manifestVersion"]!.Line, version, Expected, "Update ModelPack.Sdk, or write manifestVersion 1.0.0.");
        }

        DataNode? package = root["package"];
        facts.License = package?.String("license") ?? root["model"]?.String("license");
        facts.Training.Author = package?.Strings("authors").ToList() is { Count: > 0 } authors ? string.Join(", ", authors) : null;
        facts.Source.Repository = package?.String("name");
        facts.Source.Revision = package?.String("version");
        if (root["model"] is { } model)
        {
            Model(facts, model, path, folder);
        }

        foreach (DataNode code in root["code"]?.Items ?? [])
        {
            if (code.String("path") is { } place)
            {
                (facts.Code.Files ??= []).Add(new ModelReference { Path = place });
                Note(facts, place, folder);
            }
        }

        foreach (DataNode data in root["datasets"]?.Items ?? [])
        {
            Dataset(facts, data, folder);
        }

        foreach (DataNode prompt in root["prompts"]?.Items ?? [])
        {
            Prompt(source, facts, prompt, folder);
        }
    }

    private static void Model(ImportedFacts facts, DataNode model, string path, string? folder)
    {
        facts.Architecture.Framework = model.String("framework");
        facts.Architecture.Name = model.String("name");
        if (model.String("path") is { } place)
        {
            // The path may name another kit: 'registry/organization/model:tag'.
            bool isReference = folder is not null && !place.StartsWith('.') && !Path.IsPathRooted(place) && place.Contains('/', StringComparison.Ordinal) && place.AsSpan().ContainsAny(':', '@') && !Path.Exists(Path.Combine(folder, place));
            if (isReference)
            {
                int tag = place.LastIndexOfAny([':', '@']);
                facts.BaseModels.Add(new ModelBaseModel { Name = place[..tag], Revision = place[(tag + 1)..] });
            }
            else
            {
                Note(facts, place, folder);
            }
        }

        if (model["parameters"] is { } parameters)
        {
            LineageFiles.Guard(path, Expected, () =>
            {
                Flattening.Flatten(parameters, (name, value) => facts.Hyperparameters[name] = value);
                return 0;
            });
        }
    }

    private static void Dataset(ImportedFacts facts, DataNode data, string? folder)
    {
        string? place = data.String("path");
        if ((data.String("name") ?? place ?? data.String("remotePath")) is not { } name)
        {
            return;
        }

        facts.Data.Add(new ModelDataset
        {
            Name = name,
            Description = data.String("description"),
            License = data.String("license"),
            Uri = data.String("remotePath"),
            Digest = data.String("remoteHash") is { } hash ? (hash.Contains(':', StringComparison.Ordinal) ? hash : $"etag:{hash}") : data.String("digest"),
        });
        if (place is not null && data.String("remotePath") is null)
        {
            Note(facts, place, folder);
        }
    }

    private static void Prompt(LineageSource source, ImportedFacts facts, DataNode prompt, string? folder)
    {
        if (prompt.String("path") is not { } place)
        {
            return;
        }

        Note(facts, place, folder);
        if (folder is not null && LineageSource.FullPath(place, folder) is { } full && source.Files.Exists(full) && !source.Packed.Has(full))
        {
            byte[] text = source.Files.Bytes(full, MaximumPrompt);
            facts.Prompts.Add(new ModelDocument { Path = place, Sha256 = Convert.ToHexStringLower(SHA256.HashData(text)), Size = text.Length });
        }
    }

    /// <summary>What is named and not there is noted, and no error: a source stands alone.</summary>
    private static void Note(ImportedFacts facts, string place, string? folder)
    {
        if (folder is not null && LineageSource.FullPath(place, folder) is { } full && !Path.Exists(full))
        {
            facts.AddMissing(place);
        }
    }
}
