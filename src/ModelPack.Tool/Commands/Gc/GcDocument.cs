namespace ModelPack.Tool.Commands.Gc;

/// <summary>The answer of <c>gc</c>.</summary>
/// <param name="DryRun">Whether nothing was deleted.</param>
/// <param name="Places">The feeds, or this machine.</param>
internal sealed record GcDocument(bool DryRun, IReadOnlyList<GcPlaceDocument> Places);
