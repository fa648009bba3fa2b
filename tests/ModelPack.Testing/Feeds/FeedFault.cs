namespace ModelPack.Testing.Feeds;

/// <summary>Something that goes wrong once.</summary>
/// <param name="Kind">What.</param>
/// <param name="Status">The status, for <see cref="FaultKind.Status"/>.</param>
/// <param name="RetryAfter">Seconds after which to come again, for <see cref="FaultKind.Status"/>.</param>
/// <param name="Bytes">After how many bytes, for those that break in the middle.</param>
/// <param name="Location">Where it sends the request on to, for <see cref="FaultKind.Status"/>.</param>
public sealed record FeedFault(FaultKind Kind, int Status = 0, int? RetryAfter = null, long Bytes = 0, string? Location = null)
{
    /// <summary>An answer with a status.</summary>
    public static FeedFault Answers(int status, int? retryAfter = null) => new(FaultKind.Status, status, retryAfter);

    /// <summary>An answer that sends the request on.</summary>
    public static FeedFault Redirects(int status, string location) => new(FaultKind.Status, status, Location: location);

    /// <summary>A connection that is cut after some bytes of the answer.</summary>
    public static FeedFault CutsAfter(long bytes) => new(FaultKind.CutAnswer, Bytes: bytes);

    /// <summary>An answer that stands still after some bytes.</summary>
    public static FeedFault StallsAfter(long bytes) => new(FaultKind.StallAnswer, Bytes: bytes);

    /// <summary>A connection that is cut after some bytes of the request.</summary>
    public static FeedFault CutsRequestAfter(long bytes) => new(FaultKind.CutRequest, Bytes: bytes);

    /// <summary>A request that is done, and whose answer is lost.</summary>
    public static FeedFault LosesAnswer => new(FaultKind.LoseAnswer);

    /// <summary>An answer that is a page for people.</summary>
    public static FeedFault AnswersHtml => new(FaultKind.Html);
}
