using System.Globalization;
using ModelPack.Core.Projects;

namespace ModelPack.Tool.Commands.Validate;

/// <summary>Golden samples as items: JSON files, and folders with the <c>input_N.pb</c> and <c>output_N.pb</c> of ONNX test vectors.</summary>
internal static class SampleItems
{
    private const string DataSets = "test_data_set_";
    private const string Folder = "samples";

    /// <summary>The samples beside a model.</summary>
    /// <param name="folder">The full path of the model's folder.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static IEnumerable<ModelItem> Beside(string folder) => Directory.EnumerateDirectories(folder)
        .Where(path => Path.GetFileName(path) is var name && (name.Equals(Folder, StringComparison.OrdinalIgnoreCase) || name.StartsWith(DataSets, StringComparison.OrdinalIgnoreCase)))
        .SelectMany(BuildState.FolderFiles)
        .Where(IsSample)
        .Order(StringComparer.Ordinal)
        .Select(path => Item(path, Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/'), model: null));

    /// <summary>All samples in a folder, whatever its name.</summary>
    /// <param name="folder">The full path.</param>
    /// <param name="model">The path of the model that they are for, where there are several.</param>
    /// <exception cref="Core.Diagnostics.ModelPackException">There are none (MP5102).</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static IReadOnlyList<ModelItem> In(string folder, string? model)
    {
        List<ModelItem> items = [];
        foreach ((int number, IGrouping<string, string> files) in BuildState.FolderFiles(folder).Where(IsSample).GroupBy(path => Path.GetDirectoryName(path)!, StringComparer.Ordinal).Index())
        {
            string vector = string.Create(CultureInfo.InvariantCulture, $"{Folder}/{DataSets}{number}");
            items.AddRange(files.Where(IsVector).Select(path => Item(path, $"{vector}/{Path.GetFileName(path)}", model)));
            items.AddRange(files.Where(path => !IsVector(path)).Index().Select(json => Item(json.Item, string.Create(CultureInfo.InvariantCulture, $"{Folder}/{number}.{json.Index}.json"), model)));
        }

        return items.Count > 0 ? items : throw ToolProblems.BadArgument($"--samples {folder}: it has neither .json files nor input_N.pb. Name a folder that holds samples.");
    }

    private static bool IsSample(string path) => IsVector(path) || Path.GetExtension(path).Equals(".json", StringComparison.OrdinalIgnoreCase);

    private static bool IsVector(string path) => Path.GetExtension(path).Equals(".pb", StringComparison.OrdinalIgnoreCase);

    private static ModelItem Item(string path, string target, string? model)
    {
        Dictionary<string, string> metadata = new(StringComparer.OrdinalIgnoreCase) { ["Link"] = target };
        if (model is not null)
        {
            metadata["Model"] = model;
        }

        return new ModelItem(ModelItemKind.Sample, Path.GetFileName(path), path, "", metadata);
    }
}
