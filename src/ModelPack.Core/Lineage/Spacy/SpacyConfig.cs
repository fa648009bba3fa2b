using System.Text;
using System.Text.Json;
using ModelPack.Core.Lineage.Data;

namespace ModelPack.Core.Lineage.Spacy;

/// <summary>Reads <c>config.cfg</c>: sections with dotted names, values in JSON, texts that refer to others as they are.</summary>
internal static class SpacyConfig
{
    private const string Expected = "a spaCy configuration";
    private const int MaximumSettings = 10_000;

    /// <summary>Machine's folders, and what is known from elsewhere.</summary>
    private static readonly string[] Left = ["paths", "system"];

    public static void Read(LineageSource source, ImportedFacts facts, string path)
    {
        string section = "";
        string? key = null;
        StringBuilder value = new();
        source.Files.Lines(path, Expected, (line, number) =>
        {
            string text = line.Trim();
            if (text.Length == 0 || text[0] is '#' or ';')
            {
                return;
            }

            if (key is not null && char.IsWhiteSpace(line[0]))
            {
                value.Append('\n').Append(text);
                return;
            }

            Set(facts, section, key, value);
            key = null;
            if (text[0] == '[' && text[^1] == ']')
            {
                section = text[1..^1];
            }
            else if (text.Split('=', 2) is [var name, var rest])
            {
                key = name.Trim();
                value.Append(rest.Trim());
            }
            else
            {
                throw LineageProblems.Bad(path, number, "The line is neither a section nor a setting.", Expected);
            }
        });
        Set(facts, section, key, value);
    }

    private static void Set(ImportedFacts facts, string section, string? key, StringBuilder value)
    {
        string text = value.ToString();
        value.Clear();
        if (key is null || Left.Contains(section.Split('.')[0]) || facts.Hyperparameters.Count >= MaximumSettings || Json(text) is not { } json)
        {
            return;
        }

        facts.Hyperparameters[$"{section}.{key}"] = json;
    }

    private static JsonElement? Json(string text)
    {
        try
        {
            DataNode node = JsonData.Read(Encoding.UTF8.GetBytes(text));
            return node.Kind == DataKind.Null ? null : node.ToJson(new DataBudget());
        }
        catch (DataException)
        {
            return JsonSerializer.SerializeToElement(text, LineageJsonContext.Default.String);
        }
    }
}
