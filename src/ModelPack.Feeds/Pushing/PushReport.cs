namespace ModelPack.Feeds.Pushing;

/// <summary>What a push did.</summary>
/// <param name="Models">The model packages, in the order in which they were pushed.</param>
/// <param name="Payloads">The payload packages that they need.</param>
public sealed record PushReport(IReadOnlyList<PushedPackage> Models, IReadOnlyList<PushedPackage> Payloads)
{
    /// <summary>All packages, in the order in which they were pushed.</summary>
    public IEnumerable<PushedPackage> Packages => Payloads.Concat(Models);

    /// <summary>The bytes of what was pushed, or would be.</summary>
    public long NewBytes => Packages.Where(package => package.Outcome != PushOutcome.AlreadyThere).Sum(package => package.Size);
}
