using ModelPack.Core.Lineage.Data;

namespace ModelPack.Core.Lineage.MLflow;

/// <summary>Reads the registry of a file store, <c>mlruns/models/</c>. A prompt is a registered model with a certain tag.</summary>
internal sealed class MLflowRegistryFolder(LineageSource source, string root)
{
    /// <summary>Reads all versions of models and prompts.</summary>
    public (List<MLflowVersion> Versions, List<MLflowPrompt> Prompts) Read()
    {
        List<MLflowVersion> versions = [];
        List<MLflowPrompt> prompts = [];
        foreach (string name in source.Files.Names(root))
        {
            string folder = Path.Combine(root, name);
            if (!Directory.Exists(folder) || MLflowRunFolder.Meta(source, folder) is not { } meta || meta.String("name") is not { } model)
            {
                continue;
            }

            bool isPrompt = Tag(folder, MLflowPrompts.IsPromptTag) is "true" or "True";
            foreach (string version in source.Files.Names(folder).Where(version => version.StartsWith("version-", StringComparison.Ordinal)))
            {
                string place = Path.Combine(folder, version);
                if (MLflowRunFolder.Meta(source, place) is not { } own)
                {
                    continue;
                }

                string number = own.String("version") ?? version["version-".Length..];
                if (isPrompt)
                {
                    prompts.Add(new MLflowPrompt
                    {
                        Name = model,
                        Version = number,
                        Text = Tag(place, MLflowPrompts.TextTag),
                        Runs = [.. (Tag(place, MLflowPrompts.RunsTag) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)],
                    });
                }
                else
                {
                    versions.Add(Version(own, model, number, Aliases(folder, meta, number)));
                }
            }
        }

        return (versions, prompts);
    }

    /// <summary>Marks what some versions are told by as read.</summary>
    public void Note(IEnumerable<MLflowVersion> versions)
    {
        foreach (MLflowVersion version in versions)
        {
            string path = Path.Combine(root, version.Name, $"version-{version.Version}", MLflowRunFolder.MetaName);
            if (source.Files.Exists(path))
            {
                source.Files.Note(path);
            }
        }
    }

    private static MLflowVersion Version(DataNode meta, string name, string number, List<string> aliases)
    {
        MLflowVersion version = MLflowVersion.Of(meta);
        (version.Name, version.Version, version.Aliases) = (name, number, aliases);
        return version;
    }

    private List<string> Aliases(string folder, DataNode meta, string version)
    {
        SortedSet<string> aliases = new(StringComparer.Ordinal);
        foreach ((string alias, DataNode named) in meta["aliases"]?.Pairs ?? [])
        {
            if (named.Text == version)
            {
                aliases.Add(alias);
            }
        }

        string place = Path.Combine(folder, "aliases");
        foreach (string alias in source.Files.Names(place).Where(alias => File.Exists(Path.Combine(place, alias))))
        {
            if (source.Files.Text(Path.Combine(place, alias), "an MLflow alias").Trim() == version)
            {
                aliases.Add(alias);
            }
        }

        return [.. aliases];
    }

    private string? Tag(string folder, string name)
    {
        string path = Path.Combine(folder, "tags", name);
        return source.Files.Exists(path) ? source.Files.Text(path, "an MLflow tag") : null;
    }
}
