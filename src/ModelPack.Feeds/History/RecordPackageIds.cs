using ModelPack.Core.Diagnostics;
using ModelPack.Core.Records;
using ModelPack.Feeds.Diagnostics;

namespace ModelPack.Feeds.History;

/// <summary>The ids of packages that have records of a model, and no model.</summary>
public static class RecordPackageIds
{
    private static readonly string[] s_suffixes = [RecordPackages.Attestations(""), RecordPackages.Revocations(""), RecordPackages.Deployments("")];

    /// <summary>The model whose records a package of this id has; <see langword="null"/> where the id is none of records.</summary>
    /// <param name="id">The package id.</param>
    public static string? ModelOf(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return s_suffixes.FirstOrDefault(suffix => id.Length > suffix.Length && id.EndsWith(suffix, StringComparison.OrdinalIgnoreCase)) is { } found ? id[..^found.Length] : null;
    }

    /// <summary>That a package has records where a model is wanted (MP5083).</summary>
    /// <param name="id">The package id.</param>
    /// <param name="model">The model.</param>
    public static ModelPackException NoModel(string id, string model) => FeedProblems.Fail(
        FeedDiagnosticCodes.IsAnAlias,
        $"'{FeedText.Clean(id)}' is a package of records of '{FeedText.Clean(model)}', and no model. 'dotnet modelpack log {FeedText.Clean(model)}' shows what they say.");
}
