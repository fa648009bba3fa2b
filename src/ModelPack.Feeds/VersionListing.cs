using ModelPack.Core.Diagnostics;

namespace ModelPack.Feeds;

/// <summary>The versions of a package.</summary>
/// <param name="Versions">Every version, from the lowest to the highest.</param>
/// <param name="Failures">What kept sources from answering: versions may be missing.</param>
public sealed record VersionListing(IReadOnlyList<PackageVersion> Versions, IReadOnlyList<Problem> Failures);
