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

            int[] winners = [.. files.AsParallel().WithDegreeOfParallelism(8).Select((file, index) => TryMove(file, name, withoutLinks) ? index : -1).Where(index => index >= 0)];

            Assert.True(winners.Length <= 1 && (withoutLinks || winners.Length == 1));
            Assert.True(winners.Length == 0 || File.ReadAllText(name) == $"{winners[0]}");
        }
    }

    private static bool Move(string file, string name, bool withoutLinks) => withoutLinks ? NoOverwrite.MoveLocked(file, name) : NoOverwrite.Move(file, name);

    // Without links, one that comes while another looks is told so; its push then fails, and is run again.
    private static bool TryMove(string file, string name, bool withoutLinks)
    {
        try
        {
            return Move(file, name, withoutLinks);
        }
        catch (IOException) when (withoutLinks)
        {
            return false;
        }
    }
}
