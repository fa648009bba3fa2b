namespace ModelPack.Feeds.Pushing;

/// <summary>Ends an upload that stands still, and the wait for its answer.</summary>
internal sealed class UploadWatch : IDisposable
{
    private readonly CancellationTokenSource _cancellation;
    private readonly PushOptions _options;
    private readonly long _length;
    private readonly CancellationToken _outer;

    /// <summary>Starts it.</summary>
    public UploadWatch(PushOptions options, long length, CancellationToken cancellationToken)
    {
        _options = options;
        _length = length;
        _outer = cancellationToken;
        _cancellation = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _cancellation.CancelAfter(options.Feed.StallTimeout);
    }

    /// <summary>What ends the request.</summary>
    public CancellationToken Token => _cancellation.Token;

    /// <summary>Whether it was this that ended it.</summary>
    public bool HasExpired => _cancellation.IsCancellationRequested && !_outer.IsCancellationRequested;

    /// <summary>Takes note that bytes went out.</summary>
    public void Sent(long done) => _cancellation.CancelAfter(done < _length ? _options.Feed.StallTimeout : _options.AnswerTimeout);

    public void Dispose() => _cancellation.Dispose();
}
