namespace ModelPack.Core.Records;

/// <summary>The parts of a manifest that <c>ModelPackRequiredLineage</c> and a policy can ask for.</summary>
public static class LineageSections
{
    /// <summary>All of them.</summary>
    public const string All = "All";

    private static readonly (string Name, Func<ModelManifest, bool> Has)[] Sections =
    [
        // A pipeline names its scripts, and its repository is the package's.
        ("Code", manifest => (manifest.TrainingCode?.Commit ?? manifest.Code?.Commit) is not null),
        ("Data", manifest => manifest.Data is { Count: > 0 }),
        ("Configuration", manifest => manifest.Configuration is not null),
        ("Metrics", manifest => manifest.Metrics is { Count: > 0 }),
        ("Environment", manifest => manifest.Environment?.Packages is not null),
        ("Author", manifest => manifest.Training?.Author is not null),
    ];

    /// <summary>The names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Sections.Select(section => section.Name)];

    /// <summary>Whether a name is one of them, or <see cref="All"/>.</summary>
    /// <param name="name">The name; case does not matter.</param>
    internal static bool IsKnown(string name) => name.Equals(All, StringComparison.OrdinalIgnoreCase) || Names.Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Those that are asked for and missing.</summary>
    /// <param name="manifest">The manifest.</param>
    /// <param name="required">The names; <see cref="All"/> for all.</param>
    public static IReadOnlyList<string> Missing(ModelManifest manifest, IReadOnlyList<string> required) =>
        [.. Sections.Where(section => (required.Contains(section.Name, StringComparer.OrdinalIgnoreCase) || required.Contains(All, StringComparer.OrdinalIgnoreCase)) && !section.Has(manifest)).Select(section => section.Name)];
}
