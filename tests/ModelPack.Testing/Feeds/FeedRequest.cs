namespace ModelPack.Testing.Feeds;

/// <summary>A request that a feed has answered.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">The path.</param>
/// <param name="Status">The status of the answer; 0 where the connection was cut instead.</param>
public sealed record FeedRequest(string Method, string Path, int Status)
{
    /// <summary>The query, with its question mark; empty where there is none.</summary>
    public string Query { get; init; } = "";

    /// <summary>The part that was asked for, or nothing.</summary>
    public string Range { get; init; } = "";

    /// <summary>The API key that came with it, or nothing.</summary>
    public string Key { get; init; } = "";

    /// <summary>The credentials that came with it (the header <c>Authorization</c>), or nothing.</summary>
    public string Credentials { get; init; } = "";

    /// <summary>How many bytes the answer had.</summary>
    public long Sent { get; init; }
}
