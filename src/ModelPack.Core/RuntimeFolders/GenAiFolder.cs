using System.Text.Json;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Inputs;

namespace ModelPack.Core.RuntimeFolders;

/// <summary>
/// A folder of ONNX Runtime GenAI: every file that its <c>genai_config.json</c> names must be packed. Source of the format: ONNX Runtime GenAI's
/// <c>src/config.cpp</c>, where all names of files are called <c>filename</c> or end so.
/// </summary>
internal static class GenAiFolder
{
    /// <summary>The name of the configuration.</summary>
    public const string ConfigName = "genai_config.json";

    /// <summary>Checks a folder.</summary>
    /// <param name="config">The packed configuration.</param>
    /// <param name="paths">The packed files.</param>
    /// <param name="problems">Takes what is wrong.</param>
    /// <exception cref="ModelPackException">The configuration is no JSON (MP2115), or cannot be read.</exception>
    public static void Check(InputFile config, PackedPaths paths, ICollection<Problem> problems) => SmallJson.Use(config.FullPath, root =>
    {
        if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("model", out JsonElement model))
        {
            Visit(model, "model", (place, name) =>
            {
                if (!IsPacked(config, paths, name))
                {
                    problems.Add(new Problem(
                        DiagnosticCodes.GenAiFileMissing,
                        $"'{config.TargetPath}' names '{name}' ({place}), which is not among the packed files. Put the file there and include it as an item, or correct the name.",
                        config.FullPath));
                }
            });
        }
    });

    private static bool IsPacked(InputFile config, PackedPaths paths, string name)
    {
        string folder = PackedPaths.FolderOf(config.TargetPath);
        return SharedAssets.Is(name) ? SharedAssets.Has(paths, folder, name) : PackedPaths.Combine(folder, name) is { } path && paths.Find(path) is not null;
    }

    private static void Visit(JsonElement element, string place, Action<string, string> found)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            int index = 0;
            foreach (JsonElement item in element.EnumerateArray())
            {
                Visit(item, $"{place}[{index++}]", found);
            }
        }

        foreach (JsonProperty property in element.ValueKind == JsonValueKind.Object ? element.EnumerateObject() : default)
        {
            // The names of the model's inputs and outputs are no files.
            if (property.Value.ValueKind == JsonValueKind.String)
            {
                if ((property.NameEquals("filename") || property.Name.EndsWith("_filename", StringComparison.Ordinal)) && property.Value.GetString() is { Length: > 0 } name)
                {
                    found($"{place}.{property.Name}", name);
                }
            }
            else if (property.Name is not ("inputs" or "outputs"))
            {
                Visit(property.Value, $"{place}.{property.Name}", found);
            }
        }
    }
}
