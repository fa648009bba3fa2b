using ModelPack.Feeds.Pushing;

namespace ModelPack.Tool.Commands.Push;

/// <summary>A package of a push or a copy.</summary>
/// <param name="Id">The id.</param>
/// <param name="Version">The version.</param>
/// <param name="Kind"><c>package</c>, <c>payload</c> or <c>dependency</c>.</param>
/// <param name="Size">The size in bytes.</param>
/// <param name="Outcome">What became of it: <c>pushed</c>, <c>alreadyThere</c> or <c>wouldPush</c>.</param>
internal sealed record PushedPackageDocument(string Id, string Version, string Kind, long Size, PushOutcome Outcome);
