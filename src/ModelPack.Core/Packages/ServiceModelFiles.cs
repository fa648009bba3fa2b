namespace ModelPack.Core.Packages;

/// <summary>
/// The files of a model as a service has them: whole files under their paths; models that are laid out by tensor as a graph and shards, which do not give the
/// author's file back.
/// </summary>
/// <param name="folder">The folder that has <c>modelpack.json</c>.</param>
/// <param name="manifest">The manifest, as <see cref="PackageManifests"/> reads it.</param>
public sealed class ServiceModelFiles(string folder, ModelManifest manifest) : ModelFiles
{
    private readonly Lazy<Dictionary<string, ModelFolderFile>> _expected = new(() => ModelFolder.Files(manifest).ToDictionary(file => file.Path, StringComparer.Ordinal));

    /// <inheritdoc/>
    public override FileEvidence Verify(ModelFile file, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (file.Layout != ModelLayouts.Tensor || !file.Materialize)
        {
            return base.Verify(file, cancellationToken);
        }

        ModelFolderFile[] standIns = [.. StandIns(file)];
        return standIns.Length == 0 ? new FileEvidence(file.Path, FileState.NotHere, PackageProblems.LaidOut(folder, file.Path).Problem.Message)
            : standIns.Select(standIn => Complaint(standIn, cancellationToken)).FirstOrDefault(complaint => complaint is not null) is { } complaint ? new FileEvidence(file.Path, FileState.Differs, complaint)
            : new FileEvidence(file.Path, FileState.VerifiedAsLaidOut);
    }

    /// <inheritdoc/>
    public override void CopyTo(ModelFile file, Stream output, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (!file.Materialize)
        {
            throw PackageProblems.NotMaterialized(folder, file.Path);
        }

        if (file.Layout == ModelLayouts.Tensor)
        {
            throw PackageProblems.LaidOut(folder, file.Path);
        }

        string path = Path.Combine(folder, file.Path);
        try
        {
            using FileStream input = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16);
            DigestedCopy.Copy(input, file.Size, file.Sha256, output, cancellationToken);
        }
        catch (InvalidDataException exception)
        {
            throw PackageProblems.Damaged(folder, $"'{file.Path}' is not what its manifest says: {exception.Message}", exception);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw PackageProblems.Damaged(folder, $"It lacks '{file.Path}'.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw PackageProblems.Unreadable(path, exception);
        }
    }

    /// <summary>What services have of a file: its graph, and its shards beside whatever graph refers to them.</summary>
    private IEnumerable<ModelFolderFile> StandIns(ModelFile file)
    {
        HashSet<string> shards = [.. file.Shards ?? []];
        return _expected.Value.Values.Where(expected => expected.IsShard ? shards.Contains(expected.Sha256) : expected.Path == file.Path);
    }

    private string? Complaint(ModelFolderFile expected, CancellationToken cancellationToken)
    {
        try
        {
            using FileStream input = new(Path.Combine(folder, expected.Path), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16);
            DigestedCopy.Copy(input, expected.Size, expected.Sha256, Stream.Null, cancellationToken);
            return null;
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return $"'{expected.Path}': {exception.Message}";
        }
    }
}
