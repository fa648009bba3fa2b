using ModelPack.Core.Diagnostics;
using ModelPack.Feeds.Diagnostics;

namespace ModelPack.Feeds.History;

/// <summary>What is said of packages that have records of a model, and no model.</summary>
public static class RecordPackageProblems
{
    /// <summary>That a package has records where a model is wanted (MP5083).</summary>
    /// <param name="id">The package id.</param>
    /// <param name="model">The model.</param>
    public static ModelPackException NoModel(string id, string model) => FeedProblems.Fail(
        FeedDiagnosticCodes.IsAnAlias,
        $"'{FeedText.Clean(id)}' is a package of records of '{FeedText.Clean(model)}', and no model. 'dotnet modelpack log {FeedText.Clean(model)}' shows what they say.");
}
