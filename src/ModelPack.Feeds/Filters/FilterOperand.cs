namespace ModelPack.Feeds.Filters;

/// <summary>One side of a comparison: a path, a value, or <c>null</c>.</summary>
/// <param name="Path">The path.</param>
/// <param name="Value">The value.</param>
/// <param name="Token">Where it begins.</param>
internal sealed record FilterOperand(FilterPath? Path, FilterValue? Value, FilterToken Token);
