namespace ModelPack.Testing.Feeds;

/// <summary>A request that a feed has answered.</summary>
public sealed record FeedRequest(string Method, string Path, int Status);
