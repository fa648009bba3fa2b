namespace ModelPack.Testing.Feeds;

/// <summary>How a feed behaves where feeds differ. It can be changed while the feed runs.</summary>
public sealed class FeedBehaviour
{
    /// <summary>What the addresses look like; read at the start.</summary>
    public FeedUrlShape Urls { get; set; }

    /// <summary>What deleting means.</summary>
    public DeleteMeaning Delete { get; set; }

    /// <summary>Whether a push replaces a release that is there.</summary>
    public bool OverwriteReleases { get; set; }

    /// <summary>Whether a push replaces a prerelease that is there.</summary>
    public bool OverwritePrereleases { get; set; }

    /// <summary>The largest package that is taken; larger ones are refused with 413.</summary>
    public long? SizeLimit { get; set; }

    /// <summary>Whether a part of a package can be had. Otherwise the answer is 200 and the whole.</summary>
    public bool Ranges { get; set; } = true;

    /// <summary>The status of a push whose key is wrong.</summary>
    public int WrongKeyStatus { get; set; } = 403;

    /// <summary>What is asked of every request; <see langword="null"/> for nothing.</summary>
    public (string User, string Password)? Basic { get; set; }

    /// <summary>How many versions of an id stay; older ones go as if deleted. <see langword="null"/> for all.</summary>
    public int? Retention { get; set; }

    /// <summary>How often a new version is asked for in vain before it shows: some feeds index and check first.</summary>
    public FeedLags Shows { get; set; } = new();

    /// <summary>How often a deleted version is shown all the same; its file is gone at once.</summary>
    public FeedLags Deletes { get; set; } = new();

    /// <summary>As <see cref="Shows"/>, the same everywhere.</summary>
    public int AsksUntilShown
    {
        get => Shows.Content;
        set => Shows = FeedLags.All(value);
    }

    /// <summary>How many versions a page of registrations holds.</summary>
    public int PageSize { get; set; } = 64;

    /// <summary>Up to how many pages are in the index itself.</summary>
    public int InlinedPages { get; set; } = 2;

    /// <summary>Whether lists are in descending order.</summary>
    public bool Descending { get; set; }

    /// <summary>Whether registrations say how large packages are.</summary>
    public bool SaysSizes { get; set; }

    /// <summary>Whether unlisted versions have the year 1900 as their date, as nuget.org gives them.</summary>
    public bool UnlistedIn1900 { get; set; } = true;

    /// <summary>Whether <c>tags:</c> is understood in a search; else it is text like any other.</summary>
    public bool TagSearch { get; set; } = true;

    /// <summary>Whether a search looks for words in ids, descriptions and tags.</summary>
    public bool TextSearch { get; set; } = true;

    /// <summary>Whether the feed has registrations; read at the start.</summary>
    public bool HasRegistrations { get; set; } = true;

    /// <summary>Whether the feed has a search; read at the start.</summary>
    public bool HasSearch { get; set; } = true;

    /// <summary>Whether packages can be pushed; read at the start.</summary>
    public bool HasPublish { get; set; } = true;

    /// <summary>What it says behind a push that is refused.</summary>
    public string RefusalText { get; set; } = "";

    /// <summary>What it warns of with every answer to a push or delete.</summary>
    public string WarningText { get; set; } = "";

    /// <summary>The server that the service index names for all resources; <see langword="null"/> for its own.</summary>
    public Uri? ResourceHost { get; set; }

    /// <summary>How ids are written in registrations and search results.</summary>
    public Func<string, string> IdCase { get; set; } = id => id;

    /// <summary>The time of the feed: when something is published.</summary>
    public Func<DateTimeOffset> Clock { get; set; } = () => DateTimeOffset.UtcNow;
}
