namespace ModelPack.Feeds.Pushing;

/// <summary>How packages are pushed. The defaults suit a person who waits.</summary>
public sealed class PushOptions
{
    private bool _isPatient;

    /// <summary>How the source is asked; also how many packages are pushed at once, and how often is tried.</summary>
    public FeedOptions Feed { get; init; } = new();

    /// <summary>The API key; <see langword="null"/> for the one that <c>nuget.config</c> has for the source.</summary>
    public string? ApiKey { get; init; }

    /// <summary>How long a feed may take for its answer once it has the whole package.</summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How long to wait until a package that was pushed shows on the feed: some index or check it first. Of records also how long a number that the feed refuses, and does
    /// not send, may be somebody else's; after that it counts as that of a deleted version.
    /// </summary>
    public TimeSpan ConfirmTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The wait before the feed is asked again whether it shows a package; it doubles with each, up to a minute.</summary>
    public TimeSpan ConfirmDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Whether only is said what would be pushed. What the source has is compared all the same.</summary>
    public bool DryRun { get; init; }

    /// <summary>
    /// Whether payloads that the source has are read as a whole and digested. Otherwise their name, which is their digest, the checksum that the source's package states and
    /// the sizes are compared, which takes one small request.
    /// </summary>
    public bool Verify { get; init; }

    /// <summary>Is told how many bytes were sent; from several threads.</summary>
    public IProgress<PushProgress>? Progress { get; init; }

    /// <summary>How long the source may take to send a version that it refuses as one that exists. After that it counts as deleted.</summary>
    internal TimeSpan RefusalTimeout => _isPatient ? ConfirmTimeout : ConfirmTimeout / 10;

    /// <summary>These options for packages whose next number depends on whether a version was deleted: a wrong answer is not only a wrong message.</summary>
    internal PushOptions Patient()
    {
        PushOptions copy = (PushOptions)MemberwiseClone();
        copy._isPatient = true;
        return copy;
    }
}
