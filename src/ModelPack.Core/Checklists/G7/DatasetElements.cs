using System.Globalization;
using ModelPack.Core.Attestations;

namespace ModelPack.Core.Checklists.G7;

/// <summary>DP: the data sets. An element is stated where every data set has it.</summary>
internal static class DatasetElements
{
    private const string NoData = "No data set is named. Add ModelDataset items, or a ModelLineage item that names the data (DVC, MLflow, a model card).";

    /// <summary>The elements by identifier.</summary>
    public static IEnumerable<(string Id, Finding Finding)> Of(G7Facts facts)
    {
        ModelDataset[] data = [.. facts.Manifest.Data.Present()];
        yield return ("DP-01", Each(data, set => set.Name, "name", "a name: Include"));
        yield return ("DP-02", Each(data, set => set.Description, "description", "Description"));
        yield return ("DP-03", Each(data, Content, "content, size, statistics", "Content (the kinds of data), and for data that is no local file its size in Statistics"));
        yield return ("DP-04", Each(data, set => set.Identifier ?? set.Uri, "identifier, uri", "Identifier (e.g. a DOI) or Uri"));
        yield return ("DP-05", Each(data, set => set.Digest, "digest", "Digest, or Path to local data"));
        yield return ("DP-06", Each(data, set => set.Provenance, "provenance", "Provenance"));
        yield return ("DP-07", Each(data, set => set.Statistics, "statistics", "Statistics"));
        yield return ("DP-08", Each(data, set => set.Sensitivity, "sensitivity", "Sensitivity (e.g. none, personal)"));
        yield return ("DP-09", Each(data, set => set.Role, "role", "Role (e.g. training, evaluation)"));
        yield return ("DP-10", Each(data, set => set.License, "license", "License"));
    }

    private static string? Content(ModelDataset data) => string.IsNullOrWhiteSpace(data.Content) ? null
        : data.Size is { } size ? string.Create(CultureInfo.InvariantCulture, $"{data.Content}, {size} bytes")
        : string.IsNullOrWhiteSpace(data.Statistics) ? null
        : $"{data.Content}, {data.Statistics}";

    private static Finding Each(ModelDataset[] data, Func<ModelDataset, string?> value, string field, string metadata)
    {
        if (data.Length == 0)
        {
            return Finding.Missing(NoData);
        }

        string[] without = [.. data.Where(set => string.IsNullOrWhiteSpace(value(set))).Select(Name)];
        return without.Length == 0
            ? Finding.Stated(string.Join("; ", data.Select(set => field == "name" ? set.Name : $"{Name(set)}: {value(set)}")), $"modelpack.json: data[].{field}")
            : Finding.Missing($"{string.Join(", ", without.Take(10))}{(without.Length > 10 ? ", …" : "")} {(without.Length == 1 ? "lacks" : "lack")} it. Set on the ModelDataset item of that name: {metadata}.");
    }

    private static string Name(ModelDataset data) => data.Role is { Length: > 0 } role && !data.Name.Contains(role, StringComparison.OrdinalIgnoreCase) ? $"'{data.Name}' ({role})" : $"'{data.Name}'";
}
