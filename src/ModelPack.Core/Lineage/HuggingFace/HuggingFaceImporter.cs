using ModelPack.Core.Diagnostics;

namespace ModelPack.Core.Lineage.HuggingFace;

/// <summary>
/// Reads what the Hugging Face Hub and its libraries leave: a repository's folder (downloaded, or in the cache), or one of its files alone.
/// Source: <c>docs/hub/model-cards.md</c> of hub-docs, <c>_local_folder.py</c> and "manage-cache" of huggingface_hub.
/// </summary>
internal sealed class HuggingFaceImporter : ILineageImporter
{
    private const string Kind = "HuggingFace";

    public IReadOnlyList<string> Kinds { get; } = [Kind];

    public string? Detect(LineagePath path)
    {
        if (path.IsFolder)
        {
            bool isRepository = HubCache.IsRepository(path) || HubCache.IsSnapshot(path) || path.Has(HubLocalFolder.MetadataFolder) || path.Has("adapter_config.json")
                || path.Has("config.json") || HubCard.Names.Any(path.Has);
            return isRepository ? Kind : null;
        }

        return path.Extension == ".md" || path.IsFile("config.json", "generation_config.json", "adapter_config.json", "trainer_state.json", "training_args.json") ? Kind : null;
    }

    public void Import(LineageSource source, ImportedFacts facts)
    {
        if (!source.IsFolder)
        {
            File(source, facts, source.Path);
        }
        else
        {
            Folder(source, facts, HubCache.Resolve(source, facts));
        }

        facts.Source.Repository = source.Item.Get("Repository") ?? facts.Source.Repository;
        facts.Source.Revision = source.Item.Get("Revision") ?? facts.Source.Revision;
        if (facts.Source.Repository is { } own)
        {
            facts.BaseModels.RemoveAll(model => model.Name == own);
        }
    }

    private static void Folder(LineageSource source, ImportedFacts facts, string folder)
    {
        int before = source.Files.Read.Count;
        HubLocalFolder.Read(source, facts, folder);
        foreach (string name in HubCard.Names.Concat(["config.json", "generation_config.json", "adapter_config.json", "training_args.json", "trainer_state.json"]))
        {
            string path = Path.Combine(folder, name);
            if (source.Files.Exists(path))
            {
                File(source, facts, path);
            }
        }

        HubPrompts.Read(source, facts, folder);
        HubEvaluations.Read(source, facts, Path.Combine(folder, ".eval_results"));
        if (source.Files.Read.Count == before)
        {
            throw new ModelPackException(new Problem(
                DiagnosticCodes.BadLineageFile,
                $"'{source.Name}' holds nothing that a repository of the Hugging Face Hub has: no model card, no config.json, no record of a download. Name the folder of a model, or remove the ModelLineage item.",
                source.Path));
        }
    }

    private static void File(LineageSource source, ImportedFacts facts, string path)
    {
        switch (Path.GetFileName(path))
        {
            case "config.json":
                HubConfig.Read(source, facts, path);
                break;
            case "generation_config.json":
                HubConfig.ReadSettings(source, facts, path, "generation");
                break;
            case "adapter_config.json":
                HubConfig.ReadAdapter(source, facts, path);
                break;
            case "training_args.json":
                HubTrainer.ReadArguments(source, facts, path);
                break;
            case "trainer_state.json":
                HubTrainer.ReadState(source, facts, path);
                break;
            default:
                HubCard.Read(source, facts, path);
                break;
        }
    }
}
