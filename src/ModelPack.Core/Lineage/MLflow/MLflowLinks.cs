using System.Text.RegularExpressions;

namespace ModelPack.Core.Lineage.MLflow;

/// <summary>Which run a registered version comes from: MLflow says it in one of several ways, MLflow 3 through a logged model or a copied version.</summary>
/// <param name="versions">All versions of the registry.</param>
/// <param name="runOfModel">The run of a logged model, where it is known.</param>
internal sealed partial class MLflowLinks(IReadOnlyCollection<MLflowVersion> versions, Func<string, string?> runOfModel)
{
    /// <summary>How often a version may be a copy of another.</summary>
    public const int MaximumCopies = 10;

    /// <summary>The run of a version; <see langword="null"/> where it cannot be told.</summary>
    public string? RunOf(MLflowVersion version) => RunOf(version, 0);

    /// <summary>The versions that come from a run.</summary>
    /// <param name="run">The run.</param>
    public IEnumerable<MLflowVersion> VersionsOf(MLflowRun run) => versions.Where(version => RunOf(version) == run.Id || (ModelOf(version, 0) is { } model && run.Models.Contains(model)));

    private string? RunOf(MLflowVersion version, int copies)
    {
        if (version.RunId is { Length: > 0 } run)
        {
            return run;
        }

        if (version.ModelId is { Length: > 0 } model && runOfModel(model) is { } logged)
        {
            return logged;
        }

        string source = version.Source ?? "";
        if (Run().Match(source) is { Success: true } named)
        {
            return named.Groups[1].Success ? named.Groups[1].Value : named.Groups[2].Value;
        }

        return Model().Match(source) is { Success: true } id && runOfModel(id.Value) is { } of
            ? of
            : Copied(version) is { } original && copies < MaximumCopies ? RunOf(original, copies + 1) : null;
    }

    private string? ModelOf(MLflowVersion version, int copies) => version.ModelId is { Length: > 0 } model
        ? model
        : Model().Match(version.Source ?? "") is { Success: true } id ? id.Value
        : Copied(version) is { } original && copies < MaximumCopies ? ModelOf(original, copies + 1) : null;

    /// <summary>Name and number of the version that another was copied from; <see langword="null"/> where it was copied from none.</summary>
    public static (string Name, string Version)? OriginalOf(MLflowVersion version) => Version().Match(version.Source ?? "") is { Success: true } match ? (match.Groups[1].Value, match.Groups[2].Value) : null;

    private MLflowVersion? Copied(MLflowVersion version) =>
        OriginalOf(version) is var (name, number) ? versions.FirstOrDefault(other => other != version && other.Name == name && other.Version == number) : null;

    [GeneratedRegex(@"^runs:/([0-9a-f]{32})(?:/|$)|/([0-9a-f]{32})/artifacts(?:/|$)", RegexOptions.CultureInvariant)]
    private static partial Regex Run();

    [GeneratedRegex(@"\bm-[0-9a-f]{32}\b", RegexOptions.CultureInvariant)]
    private static partial Regex Model();

    [GeneratedRegex(@"^models:/([^/@]{1,256})/(\d{1,18})$", RegexOptions.CultureInvariant)]
    private static partial Regex Version();
}
