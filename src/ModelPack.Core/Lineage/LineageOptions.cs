namespace ModelPack.Core.Lineage;

/// <summary>What a project wants of its lineage.</summary>
public sealed record LineageOptions
{
    /// <summary><c>ModelPackStrictLineage</c>: what is uncertain is an error.</summary>
    public bool Strict { get; init; }

    /// <summary><c>ModelPackPersonalData</c>: e-mail addresses, host names and home folders are kept.</summary>
    public bool PersonalData { get; init; }

    /// <summary><c>ModelPackRequiredLineage</c>: the sections that must be there.</summary>
    public IReadOnlyList<string> Required { get; init; } = [];

    /// <summary>All of it as a text, for a build to notice a change.</summary>
    public override string ToString() => $"{Strict} {PersonalData} {string.Join(';', Required)}";
}
