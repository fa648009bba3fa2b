using ModelPack.Feeds.Copying;
using ModelPack.Tool.Commands.Push;

namespace ModelPack.Tool.Commands.Copy;

/// <summary>The answer of <c>copy</c>.</summary>
/// <param name="From">Where from.</param>
/// <param name="To">Where to.</param>
/// <param name="DryRun">Whether nothing was sent.</param>
/// <param name="NewBytes">The bytes of the packages that were sent, or would be.</param>
/// <param name="SkippedBytes">The bytes that the target had already.</param>
/// <param name="Packages">The packages, in the order in which they went.</param>
/// <param name="Missing">Dependencies that neither source has.</param>
internal sealed record CopyDocument(string From, string To, bool DryRun, long NewBytes, long SkippedBytes, IReadOnlyList<PushedPackageDocument> Packages, IReadOnlyList<string> Missing)
{
    /// <summary>Makes one.</summary>
    public static CopyDocument Of(string from, string to, bool dryRun, CopyReport report) => new(
        from,
        to,
        dryRun,
        report.NewBytes,
        report.SkippedBytes,
        [.. report.Packages.Select(package => new PushedPackageDocument(package.Id, package.Version.ToNormalizedString(), Kind(package.Role), package.Size, package.Outcome))],
        report.Missing);

    private static string Kind(CopiedPackageRole role) => role switch
    {
        CopiedPackageRole.Payload => "payload",
        CopiedPackageRole.Dependency => "dependency",
        _ => "package",
    };
}
