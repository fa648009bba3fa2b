using ModelPack.Core.Packing;

namespace ModelPack.Feeds.Pushing;

/// <summary>What a push did.</summary>
/// <param name="Models">The model packages, in the order in which they were pushed.</param>
/// <param name="Payloads">The payload packages that they need.</param>
public sealed record PushReport(IReadOnlyList<PushedPackage> Models, IReadOnlyList<PushedPackage> Payloads)
{
    /// <summary>All packages, in the order in which they were pushed.</summary>
    public IEnumerable<PushedPackage> Packages => Payloads.Concat(Models);

    /// <summary>The bytes of the packages that were sent, or would be.</summary>
    public long NewBytes => Packages.Where(package => package.Outcome != PushOutcome.AlreadyThere).Sum(package => package.Size);

    /// <summary>The bytes of what the source had already, and was not sent; of a payload that is nowhere else, those of its content.</summary>
    public long SkippedBytes => Packages.Where(package => package.Outcome == PushOutcome.AlreadyThere).Sum(package => package.Size);

    /// <summary>What happened, in a line.</summary>
    /// <param name="source">What the source is called.</param>
    public string Summary(string source)
    {
        string models = string.Join(", ", Models.Select(model => $"{model.Id} {model.Version.ToNormalizedString()}"));
        int sent = Packages.Count(package => package.Outcome != PushOutcome.AlreadyThere);
        return sent == 0
            ? $"{models}: {source} has everything"
            : $"{models}: {sent} of {Counts.Text(Models.Count + Payloads.Count, "package")}, {ByteSizes.Text(NewBytes)}, {(Packages.Any(package => package.Outcome == PushOutcome.WouldPush) ? "would go" : "went")} to {source}{(SkippedBytes > 0 ? $", which had {ByteSizes.Text(SkippedBytes)} already" : "")}";
    }
}
