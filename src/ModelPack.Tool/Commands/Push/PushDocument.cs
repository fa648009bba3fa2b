using ModelPack.Feeds.Pushing;

namespace ModelPack.Tool.Commands.Push;

/// <summary>The answer of <c>push</c>.</summary>
/// <param name="Source">Where to.</param>
/// <param name="DryRun">Whether nothing was sent.</param>
/// <param name="NewBytes">The bytes of the packages that were sent, or would be.</param>
/// <param name="SkippedBytes">The bytes that the source had already.</param>
/// <param name="Packages">The packages, payloads first.</param>
internal sealed record PushDocument(string Source, bool DryRun, long NewBytes, long SkippedBytes, IReadOnlyList<PushedPackageDocument> Packages)
{
    /// <summary>Makes one.</summary>
    public static PushDocument Of(string source, bool dryRun, PushReport report) => new(
        source,
        dryRun,
        report.NewBytes,
        report.SkippedBytes,
        [
            .. report.Payloads.Select(package => new PushedPackageDocument(package.Id, package.Version.ToNormalizedString(), "payload", package.Size, package.Outcome)),
            .. report.Models.Select(package => new PushedPackageDocument(package.Id, package.Version.ToNormalizedString(), "package", package.Size, package.Outcome)),
        ]);
}
