namespace ModelPack.Core.Lineage.Data;

/// <summary>What a <see cref="DataNode"/> is.</summary>
internal enum DataKind
{
    /// <summary>Nothing.</summary>
    Null,

    /// <summary>A text; dates and times, too.</summary>
    Text,

    /// <summary>A number, as it was written.</summary>
    Number,

    /// <summary>A truth value: <c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>A list.</summary>
    List,

    /// <summary>A map, in the order of the file.</summary>
    Map,
}
