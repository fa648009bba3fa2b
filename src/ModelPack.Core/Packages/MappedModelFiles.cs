namespace ModelPack.Core.Packages;

/// <summary>The files of a model project as they lie.</summary>
/// <param name="project">What messages call the project.</param>
/// <param name="map">The full path of each file by its path in the manifest.</param>
public sealed class MappedModelFiles(string project, IReadOnlyDictionary<string, string> map) : ModelFiles
{
    /// <inheritdoc/>
    public override void CopyTo(ModelFile file, Stream output, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (!map.TryGetValue(file.Path, out string? path))
        {
            throw PackageProblems.NotMaterialized(project, file.Path);
        }

        CopyFile(path, file, output, exception => PackageProblems.ChangedSinceBuild(project, file.Path, exception), cancellationToken);
    }
}
