namespace ModelPack.Runtime.Tasks.Graph;

/// <summary>A package or project that a project depends on, directly or not.</summary>
/// <param name="Id">The package id, or the name of the project.</param>
/// <param name="Version">The version.</param>
/// <param name="IsProject">Whether it is a project of the same solution.</param>
/// <param name="Path">The folder of the package below a package folder; empty for a project.</param>
/// <param name="Dependencies">The ids of what it depends on itself.</param>
internal sealed record Library(string Id, string Version, bool IsProject, string Path, IReadOnlyList<string> Dependencies)
{
    /// <summary>How messages name it. The version of a project says nothing.</summary>
    public string Name => IsProject ? Id : $"{Id} {Version}";
}
