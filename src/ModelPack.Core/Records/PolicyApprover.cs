namespace ModelPack.Core.Records;

/// <summary>Somebody whose signature counts.</summary>
/// <param name="Name">The name, as the actor of a promotion states it.</param>
/// <param name="OtherNames">Other names of the same person, e.g. in a CI system.</param>
/// <param name="Keys">The public keys.</param>
public sealed record PolicyApprover(string Name, IReadOnlyList<string> OtherNames, IReadOnlyList<RecordKey> Keys)
{
    /// <summary>Whether a name is this person's.</summary>
    /// <param name="name">The name.</param>
    public bool IsNamed(string name) => OtherNames.Prepend(Name).Contains(name, PersonNames.Comparer);

    /// <summary>Whether a key is this person's.</summary>
    /// <param name="keyId">The id of the key.</param>
    public bool Holds(string keyId) => Keys.Any(key => key.KeyId == keyId);

    /// <summary>Whether another entry is of the same person: it has a name or a key of theirs.</summary>
    /// <param name="other">The other entry.</param>
    public bool IsSamePerson(PolicyApprover other) => other.OtherNames.Prepend(other.Name).Any(IsNamed) || other.Keys.Any(key => Holds(key.KeyId));
}
