using System.Net.Http.Headers;
using NuGet.Configuration;

namespace ModelPack.Feeds.Sources;

/// <summary>Tries again what may pass: with a wait that doubles, or that the feed asks for.</summary>
internal sealed class Attempts(PackageSource source, FeedOptions options)
{
    /// <summary>Runs an action until it succeeds, fails for good or has failed often enough.</summary>
    public async Task<T> Run<T>(Func<CancellationToken, Task<T>> action, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            TimeSpan wait;
            try
            {
                return await action(cancellationToken);
            }
            catch (Exception exception) when (attempt < options.Tries && !cancellationToken.IsCancellationRequested && FeedFailure.MayPass(exception))
            {
                wait = Wait(attempt, (exception as FailedAnswerException)?.RetryAfter);
                if (wait > options.AnswerTimeout)
                {
                    throw FeedFailure.Unreachable(source, $"it asks to come again in {wait.TotalSeconds:0} s", exception);
                }
            }

            await Task.Delay(wait, cancellationToken);
        }
    }

    /// <summary>As <see cref="Run"/>, with a bound on the time of all tries together.</summary>
    public Task<T> RunBounded<T>(Func<CancellationToken, Task<T>> action, CancellationToken cancellationToken) => Bounded(token => Run(action, token), cancellationToken);

    /// <summary>Runs an action once, with a bound on its time.</summary>
    public async Task<T> Bounded<T>(Func<CancellationToken, Task<T>> action, CancellationToken cancellationToken)
    {
        using CancellationTokenSource bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bound.CancelAfter(options.AnswerTimeout);
        try
        {
            // Not everything in the client heeds its token at once.
            return await action(bound.Token).WaitAsync(bound.Token);
        }
        catch (Exception exception) when (bound.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw FeedFailure.TooSlow(source, options.AnswerTimeout, exception);
        }
    }

    /// <summary>The wait that an answer asks for.</summary>
    public static TimeSpan? RetryAfter(RetryConditionHeaderValue? header) => header switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - DateTimeOffset.UtcNow,
        _ => null,
    };

    private TimeSpan Wait(int attempt, TimeSpan? asked)
    {
        TimeSpan own = options.RetryDelay * Math.Pow(2, attempt - 1);
        return asked > own ? asked.Value : own;
    }
}
