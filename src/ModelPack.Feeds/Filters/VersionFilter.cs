using System.Text.Json;
using ModelPack.Core.Diagnostics;

namespace ModelPack.Feeds.Filters;

/// <summary>
/// Selects versions by what their manifests say: <c>metrics.accuracy >= 0.9 and data.version == "2026-05"</c>. The README of ModelPack.Feeds describes the language.
/// </summary>
public sealed class VersionFilter
{
    private readonly FilterNode _root;

    private VersionFilter(FilterNode root) => _root = root;

    /// <summary>Reads a filter.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="ModelPackException">It is none; the message has the column and what was expected there (MP5043).</exception>
    public static VersionFilter Parse(string text) => new(new FilterParser(FilterLexer.Read(text)).Read());

    /// <summary>Whether a version is selected.</summary>
    /// <param name="documents">Its manifest, and what else is known of it: each an object; a field may be in any of them.</param>
    public bool Matches(params IReadOnlyList<JsonElement> documents) => _root.IsTrue(documents);
}
