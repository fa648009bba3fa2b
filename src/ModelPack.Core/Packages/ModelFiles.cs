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
        catch (ModelPackException exception) when (exception.Problem.Code is DiagnosticCodes.DamagedModelPackage or DiagnosticCodes.UnreadablePackage)
        {
            return new FileEvidence(file.Path, FileState.Differs, exception.Problem.Message);
        }
    }

    /// <inheritdoc/>
    public abstract void CopyTo(ModelFile file, Stream output, CancellationToken cancellationToken);
}
