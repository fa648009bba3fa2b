namespace ModelPack.Core.Git;

/// <summary>What a repository says about a checkout.</summary>
/// <param name="Repository">The URL of <c>origin</c> (else of the only remote), without credentials.</param>
/// <param name="Commit">The full hash of HEAD.</param>
/// <param name="CommitTime">The committer's time of HEAD, UTC.</param>
/// <param name="Branch">The branch that HEAD is on.</param>
/// <param name="Tag">The tag at HEAD; the highest by version order where there are several.</param>
/// <param name="Dirty">Whether tracked files differ from HEAD, or packed files are neither tracked nor ignored; <see langword="null"/> where that cannot be told.</param>
public sealed record GitFacts(string? Repository, string? Commit, DateTimeOffset? CommitTime, string? Branch, string? Tag, bool? Dirty)
{
    /// <summary>The most files that are told by name.</summary>
    public const int MaximumDirtyFiles = 100;

    /// <summary>What makes it dirty: paths from the top of the checkout, in order, at most <see cref="MaximumDirtyFiles"/>.</summary>
    public IReadOnlyList<string> DirtyFiles { get; init; } = [];

    /// <summary>Whether the URL held credentials that somebody should know of; see <see cref="RemoteAddress"/>.</summary>
    public bool RemoteHeldSecret { get; init; }

    /// <summary>Versions and stages that tags by the GTO convention give the commit.</summary>
    public IReadOnlyList<ModelRegistration> Registrations { get; init; } = [];
}
