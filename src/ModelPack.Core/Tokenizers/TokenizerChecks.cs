using System.Text.Json;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Projects;

namespace ModelPack.Core.Tokenizers;

/// <summary>Checks files of tokenizers and configurations by their name. Files of other names are packed unseen.</summary>
internal static class TokenizerChecks
{
    /// <summary>Checks a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="kind">The kind of its item; only tokenizers and configurations are checked.</param>
    /// <exception cref="ModelPackException">It cannot be used (MP2115 to MP2119), or cannot be read.</exception>
    public static void Check(string path, ModelItemKind kind)
    {
        string name = Path.GetFileName(path).ToLowerInvariant();
        if (kind == ModelItemKind.Tokenizer)
        {
            CheckTokenizer(path, name);
        }
        else if (kind == ModelItemKind.Config)
        {
            CheckConfig(path, name);
        }
    }

    private static void CheckTokenizer(string path, string name)
    {
        switch (name)
        {
            case "tokenizer.json":
                TokenizerJson.Check(path);
                break;
            case "vocab.json" or "added_tokens.json":
                Vocabularies.CheckObject(path);
                break;
            case "vocab.txt":
                Vocabularies.CheckLines(path);
                break;
            case "merges.txt":
                Vocabularies.CheckMerges(path);
                break;
            case "tokenizer_config.json" or "special_tokens_map.json":
                JsonFile.Check(path, JsonTokenType.StartObject);
                break;
            default:
                CheckByExtension(path, name);
                break;
        }
    }

    private static void CheckByExtension(string path, string name)
    {
        switch (Path.GetExtension(name))
        {
            case ".json":
                JsonFile.Check(path);
                break;
            case ".tiktoken":
                Vocabularies.CheckTiktoken(path);
                break;
            case ".model" or ".spm":
                SentencePieceModel.Check(path);
                break;
            case ".txt" when name.EndsWith("vocab.txt", StringComparison.Ordinal):
                Vocabularies.CheckLines(path);
                break;
        }
    }

    private static void CheckConfig(string path, string name)
    {
        switch (name)
        {
            case "config.json" or "generation_config.json" or "genai_config.json" or "preprocessor_config.json" or "processor_config.json" or "manifest.json" or "component.json":
                JsonFile.Check(path, JsonTokenType.StartObject);
                break;
            case "modules.json":
                JsonFile.Check(path, JsonTokenType.StartArray, JsonTokenType.StartObject);
                break;
            case not null when name.EndsWith(".json", StringComparison.Ordinal):
                JsonFile.Check(path);
                break;
        }
    }
}
