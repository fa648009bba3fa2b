using ModelPack.Core.Diagnostics;
using ModelPack.Feeds.Diagnostics;

namespace ModelPack.Feeds.Filters;

/// <summary>Says what is wrong with a filter.</summary>
internal static class FilterProblems
{
    public static ModelPackException Wrong(int column, string expected, Exception? inner = null) => FeedProblems.Fail(
        FeedDiagnosticCodes.BadFilter,
        $"The filter is wrong at column {column}: {expected}. Write it as metrics.accuracy >= 0.9 and data.version == \"2026-05\".",
        inner);

    public static ModelPackException Expected(FilterToken found, string expected) => Wrong(found.Column, $"expected {expected}, found {found}");

    public static Problem UnknownField(string field, IReadOnlyList<string> nearest) => new(
        FeedDiagnosticCodes.UnknownField,
        $"No version has the field '{Packages.PackageCheck.Printable(field)}' that the filter names. {(nearest.Count == 0 ? "'--format json' and the manifest show which fields there are" : $"Near are {string.Join(", ", nearest.Select(name => $"'{Packages.PackageCheck.Printable(name)}'"))}")}.",
        Severity: ProblemSeverity.Warning);
}
