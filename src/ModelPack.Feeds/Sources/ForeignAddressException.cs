namespace ModelPack.Feeds.Sources;

/// <summary>A request would take a secret, or a package, to a server that it is not for.</summary>
/// <param name="what">What the source does, as a message goes on behind its name.</param>
internal sealed class ForeignAddressException(string what) : InvalidOperationException("The address is another server's.")
{
    /// <summary>What the source does, and what is not done therefore.</summary>
    public string What => what;

    /// <summary>A push or delete that is sent on.</summary>
    public static ForeignAddressException Redirect(Uri from, Uri to) => new(
        $"sends a push or delete on from {FeedOrigins.Of(from)} to {FeedOrigins.Of(to)}: neither the API key nor a package is sent to another server");

    /// <summary>An API key that would go over plain HTTP, though the source is HTTPS.</summary>
    public static ForeignAddressException PlainKey(Uri from, Uri to) => new(
        $"is asked over HTTPS ({FeedOrigins.Of(from)}), and wants its API key over plain HTTP ({FeedOrigins.Of(to)}): it is not sent");

    /// <summary>Another server that wants credentials.</summary>
    public static ForeignAddressException Credentials(Uri from, Uri to) => new(
        $"({FeedOrigins.Of(from)}) leads to {FeedOrigins.Of(to)}, which wants credentials (401): those of a source go to its own server, and to those that its service index names over HTTPS");
}
