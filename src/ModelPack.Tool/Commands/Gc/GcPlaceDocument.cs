using ModelPack.Feeds.Collecting;
using ModelPack.Tool.Output;

namespace ModelPack.Tool.Commands.Gc;

/// <summary>What can go, or is gone, from one place.</summary>
/// <param name="Source">The name of the feed; absent for this machine.</param>
/// <param name="Bytes">What the items have, as far as their sizes are known.</param>
/// <param name="Items">What can go; with <c>--delete</c> what is gone.</param>
/// <param name="Kept">What is kept though nothing is known to need it, and why.</param>
/// <param name="Problems">What could not be read or deleted.</param>
internal sealed record GcPlaceDocument(string? Source, long Bytes, IReadOnlyList<Garbage> Items, IReadOnlyList<string> Kept, IReadOnlyList<ProblemDocument> Problems);
