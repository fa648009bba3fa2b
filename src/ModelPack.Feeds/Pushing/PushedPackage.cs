using NuGet.Versioning;

namespace ModelPack.Feeds.Pushing;

/// <summary>A package of a push.</summary>
/// <param name="Id">The id.</param>
/// <param name="Version">The version.</param>
/// <param name="Size">The size in bytes of the package, or of its content where it was only on the source.</param>
/// <param name="Outcome">What became of it.</param>
public sealed record PushedPackage(string Id, NuGetVersion Version, long Size, PushOutcome Outcome);
