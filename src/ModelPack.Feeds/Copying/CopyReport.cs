using ModelPack.Feeds.Pushing;

namespace ModelPack.Feeds.Copying;

/// <summary>What a copy did.</summary>
/// <param name="Packages">The packages, in the order in which they were copied.</param>
/// <param name="Missing">Dependencies that are no models, and that neither source has in a version that fits: as <c>Id range</c>.</param>
public sealed record CopyReport(IReadOnlyList<CopiedPackage> Packages, IReadOnlyList<string> Missing)
{
    /// <summary>The bytes of the packages that were sent, or would be; of a payload that would be, those of its content.</summary>
    public long NewBytes => Packages.Where(package => package.Outcome != PushOutcome.AlreadyThere).Sum(package => package.Size);

    /// <summary>The bytes of what the target had already, and was not sent; of a payload those of its content.</summary>
    public long SkippedBytes => Packages.Where(package => package.Outcome == PushOutcome.AlreadyThere).Sum(package => package.Size);
}
