using System.Text.Json;
using ModelPack.Core.Lineage.Data;

namespace ModelPack.Core.Lineage.HuggingFace;

/// <summary>Reads the configurations of a model: what it is, and its settings by the name of the file.</summary>
internal static class HubConfig
{
    private const string Expected = "a configuration of Hugging Face";

    /// <summary>A text that is longer is no setting.</summary>
    private const int MaximumText = 200;

    /// <summary>Reads <c>config.json</c>.</summary>
    public static void Read(LineageSource source, ImportedFacts facts, string path)
    {
        DataNode root = Root(source, path);
        ModelArchitecture architecture = facts.Architecture;
        architecture.Name ??= root.Strings("architectures").FirstOrDefault();
        architecture.Family ??= root.String("model_type");
        architecture.Precision ??= root.String("torch_dtype") ?? root.String("dtype");
        architecture.Quantization ??= root["quantization_config"]?.String("quant_method");
        architecture.Framework ??= root.String("transformers_version") is { } version ? $"transformers {version}" : null;
        if (facts.BaseModels.Count == 0 && root.String("_name_or_path") is { } name && HubNames.IsRepository(name))
        {
            facts.BaseModels.Add(new ModelBaseModel { Name = name, Uri = HubNames.Model(name) });
        }

        if (root["auto_map"] is { } code)
        {
            // Such a model brings Python code that transformers runs.
            (facts.Source.Tags ??= new(StringComparer.Ordinal))["auto_map"] = string.Join(", ", code.Pairs.Select(pair => pair.Value.Text).Where(text => text.Length > 0));
        }

        Settings(facts, root, "config");
    }

    /// <summary>Reads settings that say nothing else.</summary>
    public static void ReadSettings(LineageSource source, ImportedFacts facts, string path, string prefix) => Settings(facts, Root(source, path), prefix);

    /// <summary>Reads <c>adapter_config.json</c>.</summary>
    public static void ReadAdapter(LineageSource source, ImportedFacts facts, string path)
    {
        DataNode root = Root(source, path);
        if (root.String("base_model_name_or_path") is { } name && HubNames.IsRepository(name) && !facts.BaseModels.Exists(model => model.Name == name))
        {
            facts.BaseModels.Add(new ModelBaseModel { Name = name, Revision = root.String("revision"), Relation = "adapter", Uri = HubNames.Model(name) });
        }

        Settings(facts, root, "adapter");
    }

    private static DataNode Root(LineageSource source, string path)
    {
        DataNode root = source.Files.Json(path, Expected);
        return root.Kind == DataKind.Map ? root : throw LineageProblems.Bad(path, root.Line, "It is no map.", Expected);
    }

    /// <summary>Numbers, truth values, short texts, and lists of these; vocabularies and labels are no settings.</summary>
    private static void Settings(ImportedFacts facts, DataNode root, string prefix)
    {
        DataBudget budget = new();
        foreach ((string name, DataNode value) in root.Pairs)
        {
            bool isSetting = !name.StartsWith('_') && value.Kind switch
            {
                DataKind.Number or DataKind.Boolean => true,
                DataKind.Text => value.Text.Length <= MaximumText,
                DataKind.List => value.Items.Count <= 32 && value.Items.All(item => item.IsScalar && item.Text.Length <= MaximumText),
                _ => false,
            };
            if (isSetting && value.ToJson(budget) is JsonElement json)
            {
                facts.Hyperparameters[$"{prefix}.{name}"] = json;
            }
        }
    }
}
