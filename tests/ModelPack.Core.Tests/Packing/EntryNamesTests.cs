using ModelPack.Core.Packing;

namespace ModelPack.Core.Tests.Packing;

public sealed class EntryNamesTests
{
    [Theory]
    [InlineData("a/b c.txt", "a/b c.txt")]
    [InlineData("50% off.txt", "50% off.txt")]
    [InlineData("a%41.txt", "a%2541.txt")]
    [InlineData("%41/%2541%e9%", "%2541/%252541%25e9%")]
    public void UndoingEscapesGivesThePathBack(string path, string expected)
    {
        string entry = EntryNames.Of(path);

        Assert.Equal(expected, entry);
        Assert.Equal(path, Uri.UnescapeDataString(entry));
    }
}
