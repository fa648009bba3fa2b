using ModelPack.Core.Layout;

namespace ModelPack.Core.Tests.Layout;

public sealed class ShardReaderTests
{
    [Fact]
    public void AShardIsItsPiecesWithZerosBetween()
    {
        using TempFolder folder = new();
        byte[] content = Package.Random(1, 3 << 20);
        string a = folder.Write("a", content);
        string b = folder.Write("b", [1, 2, 3]);
        Shard shard = new([new ShardPiece(new FileRange(a, 1, 2 << 20), 4095), new ShardPiece(new FileRange(b, 2, 1), 1), new ShardPiece(new FileRange(b, 0, 1), 0), new ShardPiece(new FileRange(a, 0, 1), 0)]);
        byte[] expected = [.. content[1..((2 << 20) + 1)], .. new byte[4095], 3, 0, 1, content[0]];

        using MemoryStream stream = new();
        ShardContent.CopyTo(shard, stream, TestContext.Current.CancellationToken);

        Assert.Equal(expected, stream.ToArray());
        Assert.Equal(expected.Length, shard.Length);
        Assert.Equal(Package.Sha256(expected), ShardContent.Digest(shard, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void AFileThatBecameShorterIsNoticed()
    {
        using TempFolder folder = new();
        string path = folder.Write("a", [1, 2, 3]);

        IOException exception = Assert.ThrowsAny<IOException>(() => ShardContent.Digest(new Shard([new ShardPiece(new FileRange(path, 1, 3), 0)]), TestContext.Current.CancellationToken));

        Assert.Contains("has become shorter", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadingStopsWhenItIsCancelled()
    {
        using TempFolder folder = new();
        string path = folder.Write("a", [1, 2, 3]);

        Assert.ThrowsAny<OperationCanceledException>(() => ShardContent.Digest(new Shard([new ShardPiece(new FileRange(path, 0, 3), 0)]), new CancellationToken(canceled: true)));
    }
}
