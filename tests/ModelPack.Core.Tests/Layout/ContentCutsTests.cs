using Microsoft.Win32.SafeHandles;
using ModelPack.Core.Layout;

namespace ModelPack.Core.Tests.Layout;

public sealed class ContentCutsTests
{
    private static readonly CutSizes Sizes = new(new LayoutOptions(0, Package.ShardSize, 250 << 20));

    [Fact]
    public void PiecesHaveTheSizesThatTheyMayHave()
    {
        byte[] content = Package.Random(1, 16 << 20);

        List<long> lengths = Lengths(content, Package.ShardSize);

        Assert.All(lengths, length => Assert.InRange(length, Sizes.Least, Package.ShardSize));
        Assert.InRange(lengths.Average(), Sizes.Large * 0.8, Sizes.Large * 1.25);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(255)]
    public void BytesThatAreAllEqualAreCutAtTheLargestSize(byte value)
    {
        byte[] content = new byte[(int)(3 * Package.ShardSize) + 1];
        content.AsSpan().Fill(value);

        List<long> lengths = Lengths(content, Package.ShardSize);

        // None is smaller than the least, not even the last.
        Assert.Equal([Package.ShardSize, Package.ShardSize, Package.ShardSize + 1 - Sizes.Least, Sizes.Least], lengths);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(8191)]
    [InlineData(16383)]
    public void SmallFilesAreOnePiece(int size) => Assert.Equal([size], Lengths(Package.Random(1, size), Package.ShardSize));

    [Fact]
    public void CutsDependNeitherOnWhatIsAroundTheRangeNorOnTheBuffer()
    {
        byte[] content = Package.Random(1, 2 << 20);
        List<long> expected = Lengths(content, Package.ShardSize);

        foreach ((int before, int buffer) in new[] { (0, 100), (1, 4096), (77, 1 << 20), (4096, 5000) })
        {
            Assert.Equal(expected, Lengths([.. Package.Random(2, before), .. content, .. Package.Random(3, 1000)], Package.ShardSize, before, content.Length, buffer));
        }
    }

    [Fact]
    public void ThePlacesOfCutsNeverChange()
    {
        // Another algorithm would cut all files of all authors elsewhere: it needs a new name in ContentCuts.Version, and a reason.
        byte[] content = new byte[1 << 18];
        uint state = 1;
        for (int i = 0; i < content.Length; i++)
        {
            state = (state * 1664525) + 1013904223;
            content[i] = (byte)(state >> 24);
        }

        Assert.Equal("44425 13181 31917 9652 34909 38132 33886 56042", string.Join(' ', Lengths(content, Package.ShardSize)));
    }

    [Fact]
    public void LessIsReadThanTheFileHas()
    {
        using TempFolder folder = new();
        byte[] content = Package.Random(1, 4 << 20);
        string path = folder.Write("x", content);
        using SafeFileHandle file = ShardReader.Open(path);
        long read = 0;

        ContentCuts.Find(file, new FileRange(path, 0, content.Length), Sizes, Package.ShardSize, new byte[1 << 20], count => read += count, TestContext.Current.CancellationToken);

        Assert.InRange(read, content.Length / 2, content.Length);
    }

    private static List<long> Lengths(byte[] content, long most, long offset = 0, long? length = null, int buffer = 1 << 20)
    {
        using TempFolder folder = new();
        string path = folder.Write("x", content);
        using SafeFileHandle file = ShardReader.Open(path);
        FileRange range = new(path, offset, length ?? content.Length);
        List<long> cuts = [.. ContentCuts.Find(file, range, Sizes, most, new byte[buffer], _ => { }, TestContext.Current.CancellationToken)];
        return [.. cuts.Append(range.Length).Zip(cuts.Prepend(0), (end, start) => end - start)];
    }
}
