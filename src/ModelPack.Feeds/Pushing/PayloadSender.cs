namespace ModelPack.Feeds.Pushing;

/// <summary>Sends payloads to a source, several at once, and then waits until it shows all of them.</summary>
internal sealed class PayloadSender(IPushTarget target, PushOptions options)
{
    /// <summary>Sends them.</summary>
    /// <param name="payloads">The payloads.</param>
    /// <param name="open">Brings the package of one, by its number.</param>
    /// <param name="close">Is given each package that was sent: its file is not needed any more.</param>
    /// <param name="progress">Is told how far they are.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What became of each.</returns>
    /// <exception cref="Core.Diagnostics.ModelPackException">The source does not take one, or does not show it in time (MP5025).</exception>
    public async Task<IReadOnlyList<(LocalPackage Package, PushOutcome Outcome)>> RunAsync(
        IReadOnlyList<ModelPayload> payloads, Func<int, CancellationToken, Task<LocalPackage>> open, Action<LocalPackage> close, TransferProgress progress, CancellationToken cancellationToken)
    {
        (LocalPackage Package, PushOutcome Outcome)[] sent = new (LocalPackage, PushOutcome)[payloads.Count];
        await InParallel.Each(
            options.Feed,
            payloads.Count,
            async (index, token) =>
            {
                LocalPackage package = await open(index, token);
                try
                {
                    await package.RequireContent(token);
                    sent[index] = (package, await target.SendAsync(package, progress.Of(package), token));
                }
                finally
                {
                    close(package);
                }
            },
            cancellationToken);

        // After all of them: waiting would keep others from being sent.
        if (await Confirmation.WaitAsync(
            payloads.Count,
            (index, token) => target.HasPayloadAsync(payloads[index], token),
            options,
            options.ConfirmTimeout,
            index => PushFailure.NotShownYet(target.Source, sent[index].Package.Name, options.ConfirmTimeout),
            cancellationToken) is { } missing)
        {
            throw PushFailure.NotConfirmed(target.Source, sent[missing].Package, options.ConfirmTimeout);
        }

        return sent;
    }
}
