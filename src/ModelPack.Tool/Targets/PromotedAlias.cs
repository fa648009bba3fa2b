using ModelPack.Core.Diagnostics;
using ModelPack.Core.Packages;
using ModelPack.Core.Records;
using NuGet.Packaging.Core;
using NuGet.Versioning;

namespace ModelPack.Tool.Targets;

/// <summary>An alias package, and whether its history can be right. Of the feed nothing is known here: <c>log</c> holds the history against it.</summary>
/// <param name="Id">The package id.</param>
/// <param name="Version">Its version.</param>
/// <param name="History">Its history; <see langword="null"/> where it cannot be right.</param>
/// <param name="Problem">Why the history cannot be right.</param>
internal sealed record PromotedAlias(string Id, string Version, AliasHistory? History, Problem? Problem)
{
    /// <summary>Reads the alias that a package is.</summary>
    /// <returns>It, or <see langword="null"/> where the package is none.</returns>
    public static PromotedAlias? Of(IPackageContent content, PackageIdentity package, ModelManifest manifest)
    {
        if (!content.Contains(AliasHistory.Entry))
        {
            return null;
        }

        string version = package.Version.ToNormalizedString();
        try
        {
            using Stream stream = content.Open(AliasHistory.Entry);
            AliasHistory history = AliasHistory.Load(stream, $"{package.Id} {version}");
            Problem? problem = Contradiction(history, package, manifest) is { } what ? new Problem(RecordDiagnosticCodes.BadHistory, $"The history in '{content.Name}' {what}. Do not trust it; ask who published it.", content.Name) : null;
            return new PromotedAlias(package.Id, version, problem is null ? history : null, problem);
        }
        catch (ModelPackException exception)
        {
            return new PromotedAlias(package.Id, version, null, exception.Problem);
        }
    }

    private static string? Contradiction(AliasHistory history, PackageIdentity package, ModelManifest manifest)
    {
        PromotionRecord newest = history.Newest;
        return !history.Alias.Equals(package.Id, StringComparison.OrdinalIgnoreCase) || NuGetVersion.Parse(newest.AliasVersion) != package.Version
                ? $"is that of {history.Alias} {newest.AliasVersion}, and the package is {package.Id} {package.Version.ToNormalizedString()}"
            : newest.Model.IsSameAs(RecordSubject.Of(manifest)) ? null
            : $"says that it serves {newest.Model} ({newest.Model.Digest}), and the package has {manifest.Id} {manifest.Version} ({manifest.Digest})";
    }
}
