namespace ModelPack.Core.Packages;

/// <summary>
/// The files of a model as a service has them: whole files under their paths; models that are laid out by tensor as a graph and shards, which do not give the
/// author's file back.
/// </summary>
/// <param name="folder">The folder that has <c>modelpack.json</c>.</param>
/// <param name="manifest">The manifest, as <see cref="PackageManifests"/> reads it.</param>
public sealed class ServiceModelFiles(string folder, ModelManifest manifest) : ModelFiles
{
    private readonly ModelFolderFile[] _expected = [.. ModelFolder.Files(manifest)];
    private readonly Dictionary<string, FileEvidence> _looked = new(StringComparer.Ordinal);

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
            : standIns.Select(standIn => Look(standIn, cancellationToken)).FirstOrDefault(looked => looked.State != FileState.Verified) is { } other ? other with { Path = file.Path }
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
        if (!File.Exists(path))
        {
            throw PackageProblems.Damaged(folder, $"It lacks '{file.Path}'.");
        }

        CopyFile(path, file, output, exception => PackageProblems.Damaged(folder, $"'{file.Path}' is not what its manifest says: {exception.Message}", exception), cancellationToken);
    }

    /// <summary>What services have of a file: its graph, and its shards beside whatever graph refers to them.</summary>
    private IEnumerable<ModelFolderFile> StandIns(ModelFile file)
    {
        HashSet<string> shards = [.. file.Shards ?? []];
        return _expected.Where(expected => expected.IsShard ? shards.Contains(expected.Sha256) : expected.Path == file.Path);
    }

    /// <summary>Looks at each file once, however many of the author's it stands for.</summary>
    private FileEvidence Look(ModelFolderFile expected, CancellationToken cancellationToken)
    {
        if (!_looked.TryGetValue(expected.Path, out FileEvidence? known))
        {
            ModelFile file = new() { Path = expected.Path, Size = expected.Size, Sha256 = expected.Sha256, Materialize = true };
            _looked[expected.Path] = known = base.Verify(file, cancellationToken);
        }

        return known;
    }
}
