namespace ModelPack.Feeds.Filters;

/// <summary>A part of a filter's text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">What it says, without quotes.</param>
/// <param name="Column">Where it begins, from 1.</param>
internal readonly record struct FilterToken(FilterTokenKind Kind, string Value, int Column)
{
    /// <summary>Whether it is this operator, bracket or dot.</summary>
    public bool Is(string symbol) => Kind == FilterTokenKind.Symbol && Value == symbol;

    /// <summary>Whether it is this word; words are told from names by their place.</summary>
    public bool IsWord(string word) => Kind == FilterTokenKind.Name && Value.Equals(word, StringComparison.OrdinalIgnoreCase);

    /// <summary>How messages name it.</summary>
    public override string ToString() => Kind switch
    {
        FilterTokenKind.End => "the end",
        FilterTokenKind.Text => $"\"{Packages.PackageCheck.Printable(Value)}\"",
        _ => $"'{Packages.PackageCheck.Printable(Value)}'",
    };
}
