using System.IO.Compression;
using System.Security.Cryptography;
using System.Xml.Linq;
using ModelPack.Core.Content;
using ModelPack.Core.Layout;
using ModelPack.Core.Packing.Payloads;

namespace ModelPack.Core.Tests.Packing.Payloads;

public sealed class PayloadFileTests : IDisposable
{
    private static readonly PayloadIdentity Contoso = new("Contoso");

    private readonly TempFolder folder = new();

    [Fact]
    public void APackageHoldsItsContentUnderItsDigestAndWhatNuGetNeeds()
    {
        byte[] content = Noise(3_000_001);
        string sha256 = Convert.ToHexStringLower(SHA256.HashData(content));

        (string path, string written) = Write(Contoso with { Revision = 2, RepositoryUrl = "https://contoso.example/a?b&c" }, content);

        Assert.Equal(sha256, written);
        using ZipArchive archive = ZipFile.OpenRead(path);
        string id = $"Contoso.Payload.{sha256[..32]}";
        Assert.Equal(
            [$"shard/{sha256}.bin", $"{id}.nuspec", "[Content_Types].xml", "_rels/.rels", "package/services/metadata/core-properties/nuget.psmdcp"],
            archive.Entries.Select(entry => entry.FullName));
        Assert.All(archive.Entries, entry => Assert.Equal((entry.Length, new DateTime(1980, 1, 1)), (entry.CompressedLength, entry.LastWriteTime.DateTime)));
        Assert.Equal(content, Read(archive.Entries[0]));
        XDocument nuspec = XDocument.Parse(System.Text.Encoding.UTF8.GetString(Read(archive.Entries[1])));
        string Value(string name) => nuspec.Descendants().Single(element => element.Name.LocalName == name).Value;
        Assert.Equal((id, "1.0.2", "ModelPack", "modelpack-payload"), (Value("id"), Value("version"), Value("authors"), Value("tags")));
        Assert.Equal("https://contoso.example/a?b&c", nuspec.Descendants().Single(element => element.Name.LocalName == "repository").Attribute("url")!.Value);
        Assert.All(archive.Entries.Skip(1), entry => XDocument.Parse(System.Text.Encoding.UTF8.GetString(Read(entry))));
    }

    [Fact]
    public void EqualContentGivesEqualBytesAndAnyPartOfTheIdentityOthers()
    {
        byte[] content = Noise(100_000);
        string Digest(PayloadIdentity identity) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Write(identity, content).Path)));

        string[] digests = [Digest(Contoso), Digest(Contoso with { Prefix = "Fabrikam" }), Digest(Contoso with { Revision = 1 }), Digest(Contoso with { RepositoryUrl = "https://contoso.example" })];

        Assert.Equal(4, digests.Distinct().Count());
        Assert.Equal(digests[0], Digest(Contoso));
        // A change of these bytes is a change of PayloadEnvelope.Format: feeds have packages of the former ones.
        Assert.Equal("81acf7c84fecb147be8b04ecd97881cdde82931d9e3679614fe29b6fd6b9d074", Digest(Contoso));
    }

    [Fact]
    public void OnlyTheWholePackageIsTakenForIt()
    {
        byte[] content = Noise(70_000);
        (string path, string sha256) = Write(Contoso, content);
        byte[] whole = File.ReadAllBytes(path);
        bool IsWhole() => PayloadFile.IsWhole(Contoso, path, sha256, content.Length, TestContext.Current.CancellationToken);

        Assert.Equal(PayloadFile.Size(Contoso, content.Length), whole.Length);
        Assert.True(IsWhole());
        Assert.False(PayloadFile.IsWhole(Contoso with { Revision = 1 }, path, sha256, content.Length, TestContext.Current.CancellationToken));
        int head = whole.AsSpan().IndexOf(content.AsSpan(0, 64));
        foreach (int at in Enumerable.Range(0, head).Concat(Enumerable.Range(head + content.Length, whole.Length - head - content.Length)).Concat([head, head + 40_000, head + content.Length - 1]))
        {
            byte[] damaged = [.. whole];
            damaged[at] ^= 4;
            File.WriteAllBytes(path, damaged);
            Assert.False(IsWhole(), $"one bit of byte {at}");
        }

        File.WriteAllBytes(path, whole[..^1]);
        Assert.False(IsWhole());
        File.WriteAllBytes(path, [.. whole, 0]);
        Assert.False(IsWhole());
    }

    [Theory]
    [InlineData(uint.MaxValue - 1L)]
    [InlineData(uint.MaxValue)]
    [InlineData(5L << 30)]
    public void ContentBeyondFourGibibytesIsRead(long length)
    {
        string sha256 = new('a', 64);
        PayloadEnvelope envelope = new(Contoso, sha256, length, 0);
        string path = folder["large.nupkg"];
        using (FileStream file = File.Create(path))
        {
            // Sparse: it takes no room.
            file.Write(envelope.Head);
            file.Position = envelope.Head.Length + length - 3;
            file.Write([1, 2, 3]);
            file.Write(envelope.Tail);
        }

        using ZipArchive archive = ZipFile.OpenRead(path);

        Assert.Equal(5, archive.Entries.Count);
        Assert.Equal(length, archive.Entries[0].Length);
        Assert.Equal(0, archive.Entries[0].Open().ReadByte());
        Assert.StartsWith("<?xml", System.Text.Encoding.UTF8.GetString(Read(archive.Entries[4])), StringComparison.Ordinal);
    }

    [Fact]
    public void PiecesLieOneBehindTheOtherWithZerosBetweenThem()
    {
        byte[] noise = Noise(300_000);
        string source = folder.Write("source", noise);
        ShardPiece[] pieces = [.. Enumerable.Range(0, 40).Select(i => new ShardPiece(new FileRange(source, i * 5_000, i % 5 == 0 ? 100_000 - i : 10 + i), i == 39 ? 0 : i % 3 * 1_000))];

        (string path, _) = PayloadFile.Write(Contoso, folder.Path, new Shard(pieces), _ => null, TestContext.Current.CancellationToken);

        using ZipArchive archive = ZipFile.OpenRead(path);
        Assert.Equal(pieces.SelectMany(piece => noise.AsSpan((int)piece.Data.Offset, (int)piece.Data.Length).ToArray().Concat(new byte[piece.Padding])), Read(archive.Entries[0]));
    }

    [Fact]
    public void AWriteThatFailsOrIsCancelledLeavesNothing()
    {
        using CancellationTokenSource cancelled = new();
        cancelled.Cancel();

        string source = folder.Write("source", new byte[10]);
        string output = Directory.CreateDirectory(folder["out"]).FullName;

        Assert.Throws<EndOfStreamException>(() => PayloadFile.Write(Contoso, output, new Shard([new ShardPiece(new FileRange(source, 0, 11), 0)]), _ => null, TestContext.Current.CancellationToken));
        Assert.Throws<OperationCanceledException>(() => PayloadFile.Write(Contoso, output, new Shard([new ShardPiece(new FileRange(source, 0, 10), 0)]), _ => null, cancelled.Token));

        Assert.Empty(Directory.EnumerateFileSystemEntries(output));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void APieceThatIsNotWhatThePlanReadIsRefused(int changed)
    {
        byte[] content = Noise(2_500_000);
        string source = folder.Write("source", content);
        string output = Directory.CreateDirectory(folder["output"]).FullName;
        ShardPiece[] pieces = [new(new FileRange(source, 0, 100), 3996), new(new FileRange(source, 100, 1_999_900), 0), new(new FileRange(source, 2_000_000, 500_000), 0)];
        string? Known(FileRange range, int other) => pieces[1].Data == range && changed != 1 ? null
            : Convert.ToHexStringLower(SHA256.HashData(range == pieces[other].Data ? [1] : content.AsSpan((int)range.Offset, (int)range.Length)));

        Assert.Equal(source, Assert.Throws<FileChangedException>(() => PayloadFile.Write(Contoso, output, new Shard(pieces), range => Known(range, changed), TestContext.Current.CancellationToken)).Path);
        Assert.Throws<FileChangedException>(() => PayloadFile.Write(Contoso, output, new Shard([pieces[2]]), range => Known(range, 2), TestContext.Current.CancellationToken));

        Assert.Empty(Directory.GetFiles(output));
        PayloadFile.Write(Contoso, output, new Shard(pieces), range => Convert.ToHexStringLower(SHA256.HashData(content.AsSpan((int)range.Offset, (int)range.Length))), TestContext.Current.CancellationToken);
    }

    public void Dispose() => folder.Dispose();

    private static byte[] Noise(int length)
    {
        byte[] noise = new byte[length];
        new Random(length).NextBytes(noise);
        return noise;
    }

    private static byte[] Read(ZipArchiveEntry entry)
    {
        using Stream stream = entry.Open();
        using MemoryStream bytes = new();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    private (string Path, string Sha256) Write(PayloadIdentity identity, byte[] content) =>
        PayloadFile.Write(identity, folder.Path, new Shard([new ShardPiece(new FileRange(folder.Write("content", content), 0, content.Length), 0)]), _ => null, TestContext.Current.CancellationToken);
}
