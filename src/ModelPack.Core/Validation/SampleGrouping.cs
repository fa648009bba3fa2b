using ModelPack.Core.Diagnostics;
using ModelPack.Core.Inputs;
using ModelPack.Core.Projects;

namespace ModelPack.Core.Validation;

/// <summary>Finds the golden samples among the sample files, and the model of each: <c>Model</c>, else the one in its own folder, else the primary one.</summary>
public static class SampleGrouping
{
    private const string DataSetPrefix = "test_data_set_";

    /// <summary>The samples, ordered by model and file (ordinal). Files that are neither ONNX vectors nor JSON belong to no sample.</summary>
    /// <param name="collected">The files.</param>
    /// <param name="manifest">The manifest, for its models.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static IReadOnlyList<SampleGroup> Group(CollectedFiles collected, ModelManifest manifest, ICollection<Problem> problems)
    {
        List<SampleGroup> groups = [];
        HashSet<string> runnable = new(manifest.Models.Where(model => model.Format is "onnx" or "ort").Select(model => model.File), StringComparer.Ordinal);
        IEnumerable<InputFile> samples = collected.Files.Where(file => file.Item.Kind == ModelItemKind.Sample);
        foreach (IGrouping<string?, InputFile> group in samples.GroupBy(DataSetFolder, StringComparer.Ordinal))
        {
            IEnumerable<IReadOnlyList<InputFile>> sets = group.Key is null
                ? group.Where(file => file.TargetPath.EndsWith(".json", StringComparison.OrdinalIgnoreCase)).Select(file => (IReadOnlyList<InputFile>)[file])
                : [[.. group.Where(file => file.TargetPath.EndsWith(".pb", StringComparison.OrdinalIgnoreCase))]];
            foreach (IReadOnlyList<InputFile> set in sets.Where(set => set.Count > 0))
            {
                if (runnable.Count == 0)
                {
                    continue;
                }

                if (ModelOf(set[0], group.Key, manifest, runnable, problems) is { } model)
                {
                    groups.Add(new SampleGroup(model, group.Key is null ? null : Path.GetDirectoryName(set[0].FullPath), [.. set.Select(file => file.FullPath).Order(StringComparer.Ordinal)]));
                }
            }
        }

        return [.. groups.OrderBy(group => group.Model, StringComparer.Ordinal).ThenBy(group => group.Files[0], StringComparer.Ordinal)];
    }

    /// <summary>The path in the package of the <c>test_data_set_N</c> folder that a file lies in; <see langword="null"/> where it lies in none.</summary>
    private static string? DataSetFolder(InputFile file)
    {
        string folder = FolderOf(file.TargetPath);
        return folder[(folder.LastIndexOf('/') + 1)..].StartsWith(DataSetPrefix, StringComparison.Ordinal) ? folder : null;
    }

    private static string? ModelOf(InputFile sample, string? dataSet, ModelManifest manifest, HashSet<string> runnable, ICollection<Problem> problems)
    {
        if (sample.Item.Get("Model") is { } named)
        {
            string path = named.Replace('\\', '/');
            if (runnable.Contains(path))
            {
                return path;
            }

            problems.Add(new Problem(DiagnosticCodes.SampleWithoutModel, $"Model=\"{named}\" of sample '{sample.TargetPath}' is no model of this package. It has {string.Join(", ", runnable.Order(StringComparer.Ordinal))}.", sample.FullPath));
            return null;
        }

        string folder = FolderOf(dataSet ?? sample.TargetPath);
        List<string> beside = [.. runnable.Where(model => FolderOf(model) == folder)];
        string? model = beside.Count == 1 ? beside[0] : manifest.PrimaryModel?.File is { } primary && runnable.Contains(primary) ? primary : runnable.Count == 1 ? runnable.Single() : null;
        if (model is null)
        {
            problems.Add(new Problem(DiagnosticCodes.SampleWithoutModel, $"Which model sample '{sample.TargetPath}' is for cannot be told. Set Model on the ModelSample item to one of {string.Join(", ", runnable.Order(StringComparer.Ordinal))}.", sample.FullPath));
        }

        return model;
    }

    private static string FolderOf(string path) => path.LastIndexOf('/') is var slash and >= 0 ? path[..slash] : "";
}
