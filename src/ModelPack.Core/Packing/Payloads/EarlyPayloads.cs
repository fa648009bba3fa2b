using ModelPack.Core.Content;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Layout;

namespace ModelPack.Core.Packing.Payloads;

/// <summary>
/// Writes payload packages while the model is digested and proved, under temporary names; they get their own when it is proved. All that goes wrong here is
/// left to the pack that follows: it does again what is missing, and says what is wrong.
/// </summary>
internal sealed class EarlyPayloads : IDisposable
{
    private readonly CancellationTokenSource _stop;
    private readonly Task<PayloadFolder?> _work;

    private EarlyPayloads(Func<CancellationToken, PayloadFolder?> work, CancellationToken cancellationToken)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _work = Task.Run(() => work(_stop.Token), CancellationToken.None);
    }

    /// <summary>Begins to write.</summary>
    /// <param name="target">Where to, and how.</param>
    /// <param name="stateFolder">The folder that the build writes to.</param>
    /// <param name="files">The files to pack.</param>
    /// <param name="memory">What is known of the author's files.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The work; <see langword="null"/> where there is none.</returns>
    public static EarlyPayloads? Start(PayloadTarget? target, string stateFolder, IReadOnlyList<LayoutInput> files, DigestMemory memory, CancellationToken cancellationToken) =>
        target is null || files.Sum(file => file.Size) <= target.Settings.Options.InlineLimit
            ? null
            : new EarlyPayloads(stop => Work(target, stateFolder, files, memory, stop), cancellationToken);

    /// <summary>Waits for the packages, and gives them their names: what they hold is proved.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>How many bytes of content they have that were not there before.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public long Finish(CancellationToken cancellationToken)
    {
        PayloadFolder? folder = _work.GetAwaiter().GetResult();
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            folder?.Publish(cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The pack tries again.
        }

        return folder?.NewBytes ?? 0;
    }

    /// <summary>Stops what is going on, and removes what has no name yet.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        _work.GetAwaiter().GetResult()?.Dispose();
        _stop.Dispose();
    }

    private static PayloadFolder? Work(PayloadTarget target, string stateFolder, IReadOnlyList<LayoutInput> files, DigestMemory memory, CancellationToken cancellationToken)
    {
        PayloadFolder? folder = null;
        try
        {
            folder = new PayloadFolder(target.OutputFolder, target.Settings.Identity, stateFolder);
            // One thread less: the model is digested at the same time.
            new PayloadPacker(target.Settings, folder, memory, Math.Max(1, PayloadPacker.MostThreads - 1)).Pack(files, cancellationToken);
            return folder;
        }
        catch (Exception exception) when (exception is OperationCanceledException or ModelPackException or IOException or UnauthorizedAccessException)
        {
            folder?.Dispose();
            return null;
        }
    }
}
