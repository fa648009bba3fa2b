namespace ModelPack.Core.Records;

/// <summary>Somebody whose signature counts.</summary>
/// <param name="Name">The name, as the actor of a promotion states it.</param>
/// <param name="OtherNames">Other names of the same person, e.g. in a CI system.</param>
/// <param name="Keys">The public keys.</param>
public sealed record PolicyApprover(string Name, IReadOnlyList<string> OtherNames, IReadOnlyList<RecordKey> Keys)
{
    /// <summary>Whether a name is this person's.</summary>
    /// <param name="name">The name.</param>
    public bool IsNamed(string name) => Name.Equals(name, StringComparison.OrdinalIgnoreCase) || OtherNames.Contains(name, StringComparer.OrdinalIgnoreCase);
}
