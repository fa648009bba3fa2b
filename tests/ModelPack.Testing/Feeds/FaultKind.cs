namespace ModelPack.Testing.Feeds;

/// <summary>Kinds of faults.</summary>
public enum FaultKind
{
    /// <summary>The answer has another status, and nothing is done.</summary>
    Status,

    /// <summary>The answer is cut in the middle.</summary>
    CutAnswer,

    /// <summary>The answer stands still in the middle.</summary>
    StallAnswer,

    /// <summary>The connection is cut while the request comes in, and nothing is done.</summary>
    CutRequest,

    /// <summary>The request is done, and the connection is cut instead of an answer.</summary>
    LoseAnswer,

    /// <summary>The answer is HTML with status 200, and nothing is done.</summary>
    Html,
}
