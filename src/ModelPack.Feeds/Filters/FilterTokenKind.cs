namespace ModelPack.Feeds.Filters;

/// <summary>What a part of a filter's text is.</summary>
internal enum FilterTokenKind
{
    /// <summary>The end of the text.</summary>
    End,

    /// <summary>A name: a part of a path, or a word such as <c>and</c>.</summary>
    Name,

    /// <summary>A text in quotes.</summary>
    Text,

    /// <summary>A number, a date or a version.</summary>
    Number,

    /// <summary>An operator, a bracket or a dot.</summary>
    Symbol,
}
