using ModelPack.Feeds.Pushing;

namespace ModelPack.Feeds.Tests.Pushing;

public sealed class NoOverwriteTests : IDisposable
{
    private readonly TempFolder _folder = new("no-overwrite");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void OfManyOneGetsTheName(bool withoutLinks)
    {
        string name = _folder["name"];
        string[] files = [.. Enumerable.Range(0, 20).Select(i => _folder.Write($"file{i}", $"{i}"))];

        bool[] won = [.. files.Select(file => Move(file, name, withoutLinks))];

        Assert.Equal([true, .. Enumerable.Repeat(false, 19)], won);
        Assert.Equal("0", File.ReadAllText(name));
        Assert.False(File.Exists(files[0]));
        Assert.True(File.Exists(files[1]));
        Assert.Equal(20, Directory.EnumerateFiles(_folder.Path).Count());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void OfManyAtOnceOneGetsTheName(bool withoutLinks)
    {
        for (int round = 0; round < 20; round++)
        {
            string name = _folder[$"name{round}"];
            string[] files = [.. Enumerable.Range(0, 8).Select(i => _folder.Write($"file{round}-{i}", $"{i}"))];

            int[] winners = [.. files.AsParallel().WithDegreeOfParallelism(8).Select((file, index) => Move(file, name, withoutLinks) ? index : -1).Where(index => index >= 0)];

            Assert.Equal(File.ReadAllText(name), $"{Assert.Single(winners)}");
            Assert.False(File.Exists(name + ".claim~"));
        }
    }

    [Fact]
    public void OnlyTheClaimOfAKilledHolderIsTaken()
    {
        string fresh = _folder.Write("fresh", "");
        string old = _folder.Write("old", "");
        File.SetLastWriteTimeUtc(old, DateTime.UtcNow.AddMinutes(-2));

        NoOverwrite.Steal(fresh);
        NoOverwrite.Steal(old);
        // Given back before it is looked at, as if of the year 1601.
        NoOverwrite.Steal(_folder["gone"]);

        Assert.Equal([fresh], Directory.EnumerateFiles(_folder.Path));
    }

    private static bool Move(string file, string name, bool withoutLinks) => withoutLinks ? NoOverwrite.MoveLocked(file, name) : NoOverwrite.Move(file, name);
}
