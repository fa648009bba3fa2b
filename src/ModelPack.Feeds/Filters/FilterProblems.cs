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
}
