namespace ModelPack.Core.Packages;

/// <summary>The bytes of a model's files, as far as they are here.</summary>
public interface IModelFiles
{
    /// <summary>Compares a file with the manifest.</summary>
    /// <param name="file">A file of the manifest.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    FileEvidence Verify(ModelFile file, CancellationToken cancellationToken);

    /// <summary>Gives the author's file back, byte for byte.</summary>
    /// <param name="file">A file of the manifest.</param>
    /// <param name="output">Takes the file; what is written before a failure is worthless.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="Diagnostics.ModelPackException">It is not here (MP4023), or not what the manifest says (MP4021).</exception>
    void CopyTo(ModelFile file, Stream output, CancellationToken cancellationToken);
}
