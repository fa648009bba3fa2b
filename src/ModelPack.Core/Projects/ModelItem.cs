namespace ModelPack.Core.Projects;

/// <summary>An item of a model project, as MSBuild evaluated it.</summary>
/// <param name="Kind">Its type.</param>
/// <param name="Include">What <c>Include</c> named: a path, or a name.</param>
/// <param name="FullPath">The full path of <paramref name="Include"/>.</param>
/// <param name="RecursiveDir">What <c>**</c> matched, where <paramref name="Include"/> came from a glob.</param>
/// <param name="Metadata">The item's own metadata by name; names are compared without case.</param>
public sealed record ModelItem(ModelItemKind Kind, string Include, string FullPath, string RecursiveDir, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>Set on items that the SDK's default globs found; what a project names itself wins over them.</summary>
    public const string DefaultMarker = "ModelPackDefaultItem";

    /// <summary>Whether a default glob found the item.</summary>
    public bool IsDefault => Metadata.ContainsKey(DefaultMarker);

    /// <summary>The value of a metadata; <see langword="null"/> where it is absent or empty.</summary>
    /// <param name="name">The name.</param>
    public string? Get(string name) => Metadata.TryGetValue(name, out string? value) && value.Length > 0 ? value : null;
}
