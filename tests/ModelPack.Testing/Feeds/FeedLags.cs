namespace ModelPack.Testing.Feeds;

/// <summary>How often each view of a feed is asked in vain before it shows a change.</summary>
public sealed class FeedLags
{
    /// <summary>The versions of an id.</summary>
    public int Content { get; set; }

    /// <summary>The packages themselves.</summary>
    public int Packages { get; set; }

    /// <summary>Package metadata.</summary>
    public int Registrations { get; set; }

    /// <summary>The search.</summary>
    public int Search { get; set; }

    /// <summary>The lag of a view.</summary>
    public int Of(FeedView view) => view switch
    {
        FeedView.Content => Content,
        FeedView.Packages => Packages,
        FeedView.Registrations => Registrations,
        _ => Search,
    };

    /// <summary>The same lag everywhere.</summary>
    public static FeedLags All(int asks) => new() { Content = asks, Packages = asks, Registrations = asks, Search = asks };
}
