using ModelPack.Core.Lineage.Merging;

namespace ModelPack.Tool.Labels;

/// <summary>Tells where a fact of a manifest came from, by what its lineage says.</summary>
internal sealed class FactSources
{
    /// <summary>The items and properties of the model project.</summary>
    public const string Project = "project";

    /// <summary>The repository that the model was packed in.</summary>
    public const string Repository = "git";

    /// <summary>The build that made the package.</summary>
    public const string Build = "build";

    /// <summary>The packed files.</summary>
    public const string Bytes = "packed files";

    /// <summary>Some lineage source: manifests name no more than the first entries of a long section that several sources share.</summary>
    public const string Lineage = "lineage";

    private readonly Dictionary<string, string> _sources = new(StringComparer.Ordinal);
    private readonly HashSet<string> _cut = new(StringComparer.Ordinal);

    /// <summary>Takes a manifest.</summary>
    public FactSources(ModelManifest manifest)
    {
        foreach (ModelLineageSource source in (manifest.Lineage ?? []))
        {
            foreach (string fact in source.Facts ?? [])
            {
                _sources.TryAdd(fact, Name(source));
            }

            _cut.UnionWith((source.Facts ?? []).CountBy(fact => fact.Split('/')[0]).Where(section => section.Value >= FactOrigins.Listed).Select(section => section.Key));
        }
    }

    /// <summary>What a source is called.</summary>
    public static string Name(ModelLineageSource source) => $"{source.Kind} {source.File}{((source.RunName ?? source.Run) is { } run ? $" (run {run})" : "")}";

    /// <summary>Where an entry of a section came from.</summary>
    /// <param name="section">The section.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="otherwise">What it is where no source names it.</param>
    public string Of(string section, string entry = "", string otherwise = Project) =>
        _sources.TryGetValue($"{section}/{entry}", out string? source) || _sources.TryGetValue(section, out source) ? source
        : _cut.Contains(section) ? Lineage
        : otherwise;
}
