namespace ModelPack.Validator.Runtime;

/// <summary>Ends a run through the runtime when its time is over.</summary>
internal sealed unsafe class RunTimer : IDisposable
{
    private readonly OrtApi _api;
    private readonly Lock _gate = new();
    private readonly Timer _timer;
    private nint _options;

    public RunTimer(OrtApi api, nint options, TimeSpan limit)
    {
        _api = api;
        _options = options;
        _timer = new Timer(_ => Terminate(), null, limit, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Whether the run was told to end.</summary>
    public bool Fired { get; private set; }

    public void Dispose()
    {
        _timer.Dispose();
        lock (_gate)
        {
            // A timer that is just firing must not touch options that are released next.
            _options = 0;
        }
    }

    private void Terminate()
    {
        lock (_gate)
        {
            if (_options != 0)
            {
                Fired = true;
                _api.Check(((delegate* unmanaged<nint, nint>)_api[OrtFunction.RunOptionsSetTerminate])(_options));
            }
        }
    }
}
