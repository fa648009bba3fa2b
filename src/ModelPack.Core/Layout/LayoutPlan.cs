namespace ModelPack.Core.Layout;

/// <summary>How the files of a package are laid out.</summary>
public sealed class LayoutPlan
{
    internal LayoutPlan(IReadOnlyList<PlannedFile> files, IReadOnlyList<Shard> shards, IReadOnlyList<string> notes)
    {
        Files = files;
        Shards = shards;
        Notes = notes;
    }

    /// <summary>Every input, by path.</summary>
    public IReadOnlyList<PlannedFile> Files { get; }

    /// <summary>
    /// What payload packages must hold; each object once. Digests may be missing until the shards are read, and two shards may turn out to have
    /// the same one: then either is as good as the other.
    /// </summary>
    public IReadOnlyList<Shard> Shards { get; }

    /// <summary>Why files do not have the layout of their kind, a sentence for each.</summary>
    public IReadOnlyList<string> Notes { get; }
}
