using System.Text.Json;
using Json.Schema;

namespace ModelPack.EndToEnd.Tests.Authoring;

/// <summary>What is in a package, apart from what every NuGet package has.</summary>
internal static class PackageContent
{
    private static readonly JsonSchema Schema = ReadSchema();

    /// <summary>The entries, ordinal, without the packaging's own.</summary>
    public static IReadOnlyList<string> Content(this PackageFile package) => [.. package.Entries
        .Where(entry => entry is not ("_rels/.rels" or "[Content_Types].xml") && !entry.StartsWith("package/", StringComparison.Ordinal) && !entry.EndsWith(".nuspec", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)];

    /// <summary>The author's files, ordinal.</summary>
    public static IReadOnlyList<string> Files(this PackageFile package) =>
        [.. package.Content().Where(entry => entry.StartsWith("modelpack/files/", StringComparison.Ordinal)).Select(entry => entry["modelpack/files/".Length..])];

    /// <summary>Fails the test unless the manifest follows the published schema.</summary>
    public static void ShouldFollowTheSchema(this PackageFile package)
    {
        using JsonDocument document = JsonDocument.Parse(package.ReadBytes("modelpack/modelpack.json"));
        EvaluationResults results = Schema.Evaluate(document.RootElement, new EvaluationOptions { OutputFormat = OutputFormat.List });
        Assert.True(results.IsValid, string.Join("\n", (results.Details ?? []).Where(detail => detail.Errors is not null).SelectMany(detail => detail.Errors!.Select(error => $"{detail.InstanceLocation}: {error.Value}"))));
    }

    private static JsonSchema ReadSchema()
    {
        using Stream stream = typeof(ModelManifest).Assembly.GetManifestResourceStream("modelpack.schema.json")!;
        using StreamReader reader = new(stream);
        return JsonSchema.FromText(reader.ReadToEnd());
    }
}
