namespace ModelPack.Feeds.Filters;

/// <summary>How a filter compares.</summary>
internal enum FilterOperator
{
    /// <summary><c>==</c></summary>
    Equal,

    /// <summary><c>!=</c></summary>
    NotEqual,

    /// <summary><c>&lt;</c></summary>
    Less,

    /// <summary><c>&lt;=</c></summary>
    LessOrEqual,

    /// <summary><c>&gt;</c></summary>
    Greater,

    /// <summary><c>&gt;=</c></summary>
    GreaterOrEqual,

    /// <summary><c>contains</c>: a text that is in it, whatever its case.</summary>
    Contains,

    /// <summary><c>~</c>: a regular expression that matches somewhere.</summary>
    Matches,
}
