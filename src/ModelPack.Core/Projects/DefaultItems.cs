using System.Text.RegularExpressions;

namespace ModelPack.Core.Projects;

/// <summary>
/// What a model project finds by itself, for folders without a project. The same globs as in ModelPack.Sdk's <c>ModelPack.Items.props</c> and
/// <c>ModelPack.Paths.targets</c>; a test holds them equal.
/// </summary>
public static partial class DefaultItems
{
    /// <summary>The globs by kind, relative to the folder; a later kind wins.</summary>
    public static IReadOnlyDictionary<ModelItemKind, IReadOnlyList<string>> Globs { get; } = new SortedDictionary<ModelItemKind, IReadOnlyList<string>>
    {
        [ModelItemKind.Weights] = ["**/*.onnx", "**/*.ort", "**/*.safetensors", "**/*.safetensors.index.json", "**/*.gguf"],
        [ModelItemKind.Tokenizer] =
        [
            "**/tokenizer.json", "**/tokenizer_config.json", "**/special_tokens_map.json", "**/added_tokens.json", "**/vocab.txt", "**/vocab.json", "**/merges.txt",
            "**/*.model", "**/*.spm", "**/*.tiktoken",
        ],
        [ModelItemKind.Config] =
        [
            "**/config.json", "**/generation_config.json", "**/genai_config.json", "**/preprocessor_config.json", "**/processor_config.json",
            "**/audio_processor_config.json", "**/chat_template.jinja", "**/manifest.json", "**/component.json", "**/ort_info.json", "**/modules.json",
            "**/*_Pooling/config.json", "**/labels.txt", "**/labels.json",
        ],
        [ModelItemKind.Prompt] = ["prompts/**"],
        [ModelItemKind.Retrieval] = ["rag/**", "retrieval/**"],
        [ModelItemKind.Evaluation] = ["evaluation/**"],
        [ModelItemKind.Sample] = ["samples/**", "**/test_data_set_*/**"],
    };

    /// <summary>What no glob takes.</summary>
    public static IReadOnlyList<string> Excludes { get; } = ["mlruns/**", "wandb/**", "lineage/**", "**/.*/**", "**/bin/Debug/**", "**/bin/Release/**", "**/obj/**"];

    /// <summary>Folders in which the folder says what a file is, not its name: no weights, tokenizers or configuration are looked for in them.</summary>
    public static IReadOnlyList<string> Folders { get; } = ["prompts/**", "rag/**", "retrieval/**", "evaluation/**", "samples/**", "**/test_data_set_*/**"];

    private static readonly KeyValuePair<ModelItemKind, Regex>[] s_globs = [.. Globs.Select(pair => KeyValuePair.Create(pair.Key, Compile(pair.Value)))];
    private static readonly Regex s_excludes = Compile(Excludes);
    private static readonly Regex s_folders = Compile(Folders);

    /// <summary>The items of a folder, ordered by path (ordinal).</summary>
    /// <param name="folder">The full path of the folder.</param>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public static IReadOnlyList<ModelItem> In(string folder)
    {
        Dictionary<string, string> marked = new(StringComparer.OrdinalIgnoreCase) { [ModelItem.DefaultMarker] = "true" };
        return [.. from path in BuildState.FolderFiles(folder)
                   let relative = Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/')
                   where !s_excludes.IsMatch(relative)
                   let kind = KindOf(relative)
                   where kind is not null
                   select new ModelItem(kind.Value, relative, path, "", marked)];
    }

    /// <summary>The kind of a file; <see langword="null"/> where no glob takes it.</summary>
    /// <param name="relative">Its path in the folder, with forward slashes.</param>
    public static ModelItemKind? KindOf(string relative)
    {
        bool inFolder = s_folders.IsMatch(relative);
        ModelItemKind? kind = null;
        foreach ((ModelItemKind candidate, Regex globs) in s_globs)
        {
            if ((!inFolder || candidate > ModelItemKind.Config) && globs.IsMatch(relative))
            {
                kind = candidate;
            }
        }

        return kind;
    }

    /// <summary>As MSBuild matches them: without case, <c>**</c> is any number of folders, <c>*</c> anything in one name.</summary>
    private static Regex Compile(IEnumerable<string> globs) => new(
        string.Join('|', globs.Select(glob => $"^(?:{Part().Replace(Regex.Escape(glob), match => match.Value switch { @"\*\*/" => "(?:[^/]*/)*", @"\*\*" => ".*", _ => "[^/]*" })})$")),
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.NonBacktracking);

    [GeneratedRegex(@"\\\*\\\*/|\\\*\\\*|\\\*")]
    private static partial Regex Part();
}
