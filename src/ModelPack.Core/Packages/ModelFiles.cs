using ModelPack.Core.Diagnostics;

namespace ModelPack.Core.Packages;

/// <summary>What is the same wherever a model's files are: a file is verified by giving it back.</summary>
public abstract class ModelFiles : IModelFiles
{
    /// <inheritdoc/>
    public virtual FileEvidence Verify(ModelFile file, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        try
        {
            CopyTo(file, Stream.Null, cancellationToken);
            return new FileEvidence(file.Path, FileState.Verified);
        }
        catch (ModelPackException exception) when (exception.Problem.Code == DiagnosticCodes.FileNotHere)
        {
            return new FileEvidence(file.Path, FileState.NotHere, exception.Problem.Message);
        }
        catch (ModelPackException exception) when (exception.Problem.Code == DiagnosticCodes.UnreadablePackage)
        {
            return new FileEvidence(file.Path, FileState.Unreadable, exception.Problem.Message);
        }
        catch (ModelPackException exception) when (exception.Problem.Code == DiagnosticCodes.DamagedModelPackage)
        {
            return new FileEvidence(file.Path, FileState.Differs, exception.Problem.Message);
        }
    }

    /// <inheritdoc/>
    public abstract void CopyTo(ModelFile file, Stream output, CancellationToken cancellationToken);

    /// <summary>Copies a file of a folder, and checks that it is the author's.</summary>
    /// <param name="path">Its full path.</param>
    /// <param name="file">The file of the manifest.</param>
    /// <param name="output">Takes it.</param>
    /// <param name="differs">Says that it is another, given the reason.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    private protected static void CopyFile(string path, ModelFile file, Stream output, Func<InvalidDataException, ModelPackException> differs, CancellationToken cancellationToken)
    {
        try
        {
            using FileStream input = RegularFiles.Open(path);
            DigestedCopy.Copy(input, file.Size, file.Sha256, output, cancellationToken);
        }
        catch (InvalidDataException exception)
        {
            throw differs(exception);
        }
    }
}
