using ModelPack.Core.Diagnostics;
using NuGet.Configuration;

namespace ModelPack.Feeds.Collecting;

/// <summary>What can go from a feed, or from this machine.</summary>
/// <param name="Source">The feed; <see langword="null"/> for this machine.</param>
/// <param name="Items">What can go, in the order in which it must: versions before the payloads that they need.</param>
/// <param name="Kept">What is kept though nothing is known to need it, and why.</param>
/// <param name="Problems">What could not be read; nothing that it may need is among <see cref="Items"/>.</param>
public sealed record CollectionPlan(PackageSource? Source, IReadOnlyList<Garbage> Items, IReadOnlyList<string> Kept, IReadOnlyList<Problem> Problems)
{
    /// <summary>The bytes that it frees, as far as sizes are known.</summary>
    public long Size => Items.Sum(item => item.Size ?? 0);
}
