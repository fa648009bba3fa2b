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

        try
        {
            using FileStream input = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16);
            DigestedCopy.Copy(input, file.Size, file.Sha256, output, cancellationToken);
        }
        catch (InvalidDataException exception)
        {
            throw PackageProblems.Damaged(project, $"'{file.Path}' has changed since it was built: {exception.Message}", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw PackageProblems.Unreadable(path, exception);
        }
    }
}
