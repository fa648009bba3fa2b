using ModelPack.Core.Diagnostics;

namespace ModelPack.Feeds;

/// <summary>How feeds are asked. The defaults suit a person who waits.</summary>
public sealed class FeedOptions
{
    /// <summary>How many packages are fetched at once.</summary>
    public int Concurrency { get; init; } = 8;

    /// <summary>How long a source may take for an answer about itself or an id, with all tries. Packages may take longer, as long as bytes arrive.</summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a download may stand still.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often a request is made that fails for a reason that may pass: a timeout, a cut connection, 408, 429 or 5xx.</summary>
    public int Tries { get; init; } = 4;

    /// <summary>The wait after the first failed try; it doubles with each. Where a feed asks for a longer one, that is kept up to <see cref="AnswerTimeout"/>.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The largest package that is taken, packed and unpacked. A package says itself how large it becomes.</summary>
    public long MaximumPackageSize { get; init; } = 64L << 30;

    /// <summary>Is told how many bytes of which package have arrived; from several threads.</summary>
    public IProgress<FetchProgress>? Progress { get; init; }

    /// <summary>Is told what did not stop an operation: a source that failed where another had the package.</summary>
    public Action<Problem>? Warn { get; init; }
}
