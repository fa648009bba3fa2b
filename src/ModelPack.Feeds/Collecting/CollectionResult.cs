using ModelPack.Core.Diagnostics;

namespace ModelPack.Feeds.Collecting;

/// <summary>What was deleted.</summary>
/// <param name="Deleted">What is gone.</param>
/// <param name="Problems">What could not be deleted.</param>
public sealed record CollectionResult(IReadOnlyList<Garbage> Deleted, IReadOnlyList<Problem> Problems);
