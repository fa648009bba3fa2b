using ModelPack.Feeds.Pushing;

namespace ModelPack.Feeds.Probing;

/// <summary>How a feed is probed.</summary>
public sealed class ProbeOptions
{
    /// <summary>How packages are pushed.</summary>
    public PushOptions Push { get; init; } = new();

    /// <summary>Up to which size packages are pushed to find the largest that the feed takes; 0 for none: the feed is then only asked.</summary>
    public long MaximumSize { get; init; }

    /// <summary>How long to wait until a change shows: a deletion, an overwritten content, a search.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(20);
}
