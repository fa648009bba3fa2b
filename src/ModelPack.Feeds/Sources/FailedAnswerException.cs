using System.Net;

namespace ModelPack.Feeds.Sources;

/// <summary>A feed answered with a failure.</summary>
internal sealed class FailedAnswerException(HttpStatusCode status, TimeSpan? retryAfter) : HttpRequestException($"{(int)status}", null, status)
{
    /// <summary>How long the feed asks to wait.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;
}
