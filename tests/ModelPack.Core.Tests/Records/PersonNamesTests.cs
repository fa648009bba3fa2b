using ModelPack.Core.Records;

namespace ModelPack.Core.Tests.Records;

public sealed class PersonNamesTests
{
    [Theory]
    [InlineData("alice", " alice", true)]
    [InlineData("alice", "ALICE\t", true)]
    [InlineData("Bob B.", "bob  b.", true)]
    [InlineData("Zoe\u0308", "Zo\u00EB", true)]
    [InlineData("alice", "al\u200Bice", true)]
    [InlineData("alice", "alice2", false)]
    [InlineData("Bob B.", "BobB.", false)]
    public void NamesThatLookAlikeAreOnePersons(string one, string other, bool same)
    {
        Assert.Equal(same, PersonNames.AreSame(one, other));
        Assert.Equal(same, PersonNames.Comparer.GetHashCode(one) == PersonNames.Comparer.GetHashCode(other));
    }

    [Theory]
    [InlineData("alice", null)]
    [InlineData("Zoë O'Neil-Müller (CI)", null)]
    [InlineData("", "is empty")]
    [InlineData(" ", "is empty")]
    [InlineData(" alice", "begins or ends with a blank")]
    [InlineData("alice\u00A0", "begins or ends with a blank")]
    [InlineData("ali\nce", "has control characters")]
    [InlineData("ali\u202Ece", "has control characters")]
    [InlineData("ali\uD800ce", "has control characters")]
    public void ANameThatCannotBeToldFromAnotherIsExplained(string name, string? reason)
    {
        string? found = PersonNames.Explain(name);

        Assert.Equal(reason is null, found is null);
        Assert.StartsWith(reason ?? "", found ?? "", StringComparison.Ordinal);
    }
}
