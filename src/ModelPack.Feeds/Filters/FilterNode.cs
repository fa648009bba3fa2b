using System.Text.Json;

namespace ModelPack.Feeds.Filters;

/// <summary>A part of a filter that is true or false of a version.</summary>
internal abstract class FilterNode
{
    /// <summary>Whether it is true.</summary>
    /// <param name="roots">The manifest, and what the feed says of the version.</param>
    public abstract bool IsTrue(IReadOnlyList<JsonElement> roots);

    /// <summary>Every value of a path.</summary>
    protected static IEnumerable<JsonElement> Values(FilterPath path, IReadOnlyList<JsonElement> roots) => roots.SelectMany(path.Find);
}
