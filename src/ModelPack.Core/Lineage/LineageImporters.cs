using ModelPack.Core.Diagnostics;

namespace ModelPack.Core.Lineage;

/// <summary>All importers.</summary>
internal static class LineageImporters
{
    /// <summary>In the order in which they are asked what a file or folder is.</summary>
    public static IReadOnlyList<ILineageImporter> All { get; } =
    [
        new Plain.PlainImporter(),
        new Dvc.DvcImporter(),
        new MLflow.MLflowImporter(),
        new Wandb.WandbImporter(),
        new Python.PythonImporter(),
        new DotNet.DotNetImporter(),
        new Spacy.SpacyImporter(),
        new Oci.OciImporter(),
        new HuggingFace.HuggingFaceImporter(),
        new Repositories.GitImporter(),
    ];

    /// <summary>All kinds.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [.. All.SelectMany(importer => importer.Kinds).Order(StringComparer.Ordinal)];

    /// <summary>Finds the importer of a file or folder.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="kind">The kind, where the item gives it.</param>
    /// <param name="isFolder">Whether it is a folder.</param>
    /// <exception cref="ModelPackException">The kind is not known, or cannot be told.</exception>
    public static (ILineageImporter Importer, string Kind) Find(string path, string? kind, bool isFolder)
    {
        LineagePath asked = new(path, isFolder);
        foreach (ILineageImporter importer in All)
        {
            string? found = kind is null ? importer.Detect(asked) : importer.Kinds.FirstOrDefault(known => known.Equals(kind, StringComparison.OrdinalIgnoreCase));
            if (found is not null)
            {
                return (importer, found);
            }
        }

        string what = kind is null ? $"What kind of lineage '{asked.Name}' is cannot be told" : $"'{kind}' is no kind of lineage";
        throw new ModelPackException(new Problem(DiagnosticCodes.UnknownLineageKind, $"{what}. Set Kind on the item to one of {string.Join(", ", Kinds)}.", path));
    }
}
