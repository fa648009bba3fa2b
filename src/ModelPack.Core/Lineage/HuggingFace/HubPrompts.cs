using System.Security.Cryptography;
using System.Text;
using ModelPack.Core.Lineage.Data;

namespace ModelPack.Core.Lineage.HuggingFace;

/// <summary>Finds chat templates: prompts that lie in a tokenizer's configuration, or beside it.</summary>
internal static class HubPrompts
{
    private const string FileName = "tokenizer_config.json";
    private const string TemplateName = "chat_template.jinja";
    private const long MaximumTemplate = 4 << 20;

    /// <summary>Adds the templates of a folder, by their digest: the file that has them is packed with the model.</summary>
    public static void Read(LineageSource source, ImportedFacts facts, string folder)
    {
        string template = Path.Combine(folder, TemplateName);
        if (source.Files.Exists(template))
        {
            byte[] text = source.Files.Bytes(template, MaximumTemplate);
            Add(source, facts, template, "", text);
        }

        Configured(source, facts, folder);
    }

    private static void Configured(LineageSource source, ImportedFacts facts, string folder)
    {
        string path = Path.Combine(folder, FileName);
        if (!source.Files.Exists(path) || source.Files.Json(path, "a tokenizer's configuration")["chat_template"] is not { } template)
        {
            return;
        }

        if (template.Kind == DataKind.Text)
        {
            Add(source, facts, path, "#chat_template", Encoding.UTF8.GetBytes(template.Text));
        }

        foreach (DataNode named in template.Items)
        {
            if (named.String("template") is { } text)
            {
                Add(source, facts, path, $"#chat_template.{named.String("name") ?? "default"}", Encoding.UTF8.GetBytes(text));
            }
        }
    }

    private static void Add(LineageSource source, ImportedFacts facts, string path, string name, byte[] text)
    {
        facts.Prompts.Add(new ModelDocument
        {
            Path = (source.Packed.Find(path)?.TargetPath ?? Path.GetFileName(path)) + name,
            Role = "chat template",
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(text)),
            Size = text.Length,
            Packed = source.Packed.Has(path),
        });
    }
}
