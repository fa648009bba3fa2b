namespace ModelPack.Testing.Feeds;

/// <summary>The addresses of a feed's resources.</summary>
internal sealed class FeedUrls(FeedUrlShape shape)
{
    private const string Tenant = "tenant=a%20b&v=7";

    public FeedUrl Content => Url("/v3/flatcontainer", "/Pkgs/Blob-Store.v2", end: "/");

    public FeedUrl Publish => Url("/api/v2/package", "/in/box", Tenant);

    public FeedUrl Registrations => Url("/v3/registration", "/meta/r1", end: "/");

    public FeedUrl Pages => Url("/v3/registration-pages", "/elsewhere/PAGE", Tenant);

    public FeedUrl Leaves => Url("/v3/registration-leaves", "/elsewhere/leaf.x", Tenant);

    public FeedUrl Search => Url("/v3/search", "/find", Tenant);

    private FeedUrl Url(string usual, string odd, string query = "", string end = "") => shape switch
    {
        FeedUrlShape.Usual => new FeedUrl(usual, End: end),
        FeedUrlShape.Odd => new FeedUrl(odd, End: end.Length > 0 ? "" : "/"),
        _ => new FeedUrl(odd, query, end),
    };
}
