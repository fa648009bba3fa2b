using System.Text.Json;
using ModelPack.Core.Diagnostics;

namespace ModelPack.Feeds.Filters;

/// <summary>
/// Selects versions by what their manifests say: <c>metrics.accuracy >= 0.9 and data.version == "2026-05"</c>. The README of ModelPack.Tool describes the language.
/// It remembers which fields it has seen; one instance is for one list of versions, and one thread.
/// </summary>
public sealed class VersionFilter
{
    private readonly FilterNode _root;
    private readonly List<FilterPath> _unseen;
    private readonly FieldNames _names = new();

    private VersionFilter(FilterNode root, IReadOnlyList<FilterPath> paths)
    {
        _root = root;
        _unseen = [.. paths.DistinctBy(path => path.ToString(), StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>Warnings of fields that no version had that <see cref="Matches"/> was asked of (MP5048): the filter may have been meant otherwise.</summary>
    public IReadOnlyList<Problem> UnknownFields => [.. _unseen.Select(path => FilterProblems.UnknownField(path.ToString(), _names.Nearest(path.ToString())))];

    /// <summary>Reads a filter.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="ModelPackException">It is none; the message has the column and what was expected there (MP5043).</exception>
    public static VersionFilter Parse(string text)
    {
        FilterParser parser = new(FilterLexer.Read(text));
        return new VersionFilter(parser.Read(), parser.Paths);
    }

    /// <summary>Whether a version is selected.</summary>
    /// <param name="documents">Its manifest, and what else is known of it: each an object; a field may be in any of them.</param>
    public bool Matches(params IReadOnlyList<JsonElement> documents)
    {
        _unseen.RemoveAll(path => documents.Any(document => path.Find(document).Any()));
        if (_unseen.Count > 0)
        {
            _names.Add(documents);
        }

        return _root.IsTrue(documents);
    }
}
