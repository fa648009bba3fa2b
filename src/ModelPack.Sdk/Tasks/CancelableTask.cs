using Microsoft.Build.Framework;

namespace ModelPack.Sdk.Tasks;

/// <summary>A task that stops when the build is cancelled, and then logs nothing.</summary>
public abstract class CancelableTask : Microsoft.Build.Utilities.Task, ICancelableTask, IDisposable
{
    private readonly CancellationTokenSource _source = new();

    /// <summary>The README that explains the codes; a code is a section in it.</summary>
    public string? HelpLinkBase { get; set; }

    /// <summary>Cancelled with the build.</summary>
    protected CancellationToken CancellationToken => _source.Token;

    /// <inheritdoc/>
    public void Cancel() => _source.Cancel();

    /// <inheritdoc/>
    public sealed override bool Execute()
    {
        try
        {
            Run();
            return !Log.HasLoggedErrors;
        }
        catch (OperationCanceledException) when (_source.IsCancellationRequested)
        {
            return false; // MSBuild itself says that the build was cancelled.
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Does the work.</summary>
    protected abstract void Run();

    /// <summary>Frees what the task holds.</summary>
    /// <param name="disposing">Whether it is called by <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _source.Dispose();
        }
    }
}
