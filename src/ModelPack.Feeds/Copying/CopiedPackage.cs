using ModelPack.Feeds.Pushing;
using NuGet.Versioning;

namespace ModelPack.Feeds.Copying;

/// <summary>A package of a copy.</summary>
/// <param name="Id">The id.</param>
/// <param name="Version">The version.</param>
/// <param name="Role">Why it is copied.</param>
/// <param name="Size">The size in bytes of the package; of its content for a payload that was not sent.</param>
/// <param name="Outcome">What became of it.</param>
public sealed record CopiedPackage(string Id, NuGetVersion Version, CopiedPackageRole Role, long Size, PushOutcome Outcome);
