using System.Globalization;
using System.Security.Cryptography;
using ModelPack.Core.Layout;
using ModelPack.Core.Packing.Payloads;

namespace ModelPack.Core.Tests.Packing.Payloads;

public sealed class PayloadFolderTests : IDisposable
{
    private static readonly byte[] Content = [1, 2, 3];
    private static readonly string Digest = Convert.ToHexStringLower(SHA256.HashData(Content));
    private static readonly PayloadIdentity Contoso = new("Contoso");

    private readonly TempFolder folder = new();

    private string Package => folder[$"out/Contoso.Payload.{Digest[..32]}.1.0.0.nupkg"];

    public PayloadFolderTests() => Directory.CreateDirectory(folder["state"]);

    [Fact]
    public void APackageHasItsNameOnlyWhenItIsPublished()
    {
        using PayloadFolder payloads = Open();
        string sha256 = Write(payloads);
        Assert.False(File.Exists(Package));

        payloads.Publish(TestContext.Current.CancellationToken);

        Assert.Equal(Digest, sha256);
        Assert.Equal([Package], Directory.GetFiles(folder["out"]));
        Assert.Equal(3, payloads.NewBytes);
    }

    [Fact]
    public void WhatIsNotPublishedIsGone()
    {
        using (PayloadFolder payloads = Open())
        {
            Write(payloads);
        }

        Assert.Empty(Directory.GetFiles(folder["out"]));
    }

    [Fact]
    public void AWholePackageIsKnownWithoutReadingIt()
    {
        Publish();
        using PayloadFolder payloads = Open();
        using FileStream locked = new(Package, FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        Assert.True(Has(payloads));
    }

    [Fact]
    public void APackageOfUnknownStateIsReadOnce()
    {
        Publish();
        File.SetLastWriteTimeUtc(Package, new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc));

        using (PayloadFolder payloads = Open())
        {
            Assert.True(Has(payloads));
            payloads.Publish(TestContext.Current.CancellationToken);
            Assert.Equal(0, payloads.NewBytes);
        }

        using FileStream locked = new(Package, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        using PayloadFolder again = Open();
        Assert.True(Has(again));
    }

    [Fact]
    public void ADamagedPackageIsNotThere()
    {
        Publish();
        byte[] bytes = File.ReadAllBytes(Package);
        bytes[^1] ^= 1;
        File.WriteAllBytes(Package, bytes);

        using PayloadFolder payloads = Open();
        Assert.False(Has(payloads));

        Write(payloads);
        payloads.Publish(TestContext.Current.CancellationToken);
        Assert.True(Has(payloads));
        Assert.Equal(3, payloads.NewBytes);
    }

    [Fact]
    public void AWholePackageIsNotReplaced()
    {
        Publish();
        DateTime time = File.GetLastWriteTimeUtc(Package);
        using PayloadFolder payloads = Open();

        // Where the digest is known only now.
        Write(payloads);
        payloads.Publish(TestContext.Current.CancellationToken);

        Assert.Equal(time, File.GetLastWriteTimeUtc(Package));
        Assert.Equal(0, payloads.NewBytes);
        Assert.Single(Directory.GetFiles(folder["out"]));
    }

    [Fact]
    public void TwoShardsOfOneContentAreOnePackage()
    {
        using PayloadFolder payloads = Open();
        Write(payloads);
        Write(payloads);

        payloads.Publish(TestContext.Current.CancellationToken);

        Assert.Single(Directory.GetFiles(folder["out"]));
        Assert.Equal(3, payloads.NewBytes);
    }

    [Fact]
    public void WhatAKilledProcessLeftIsRemovedAndWhatALivingOneWritesIsNot()
    {
        string dead = folder.Write($"out/.{int.MaxValue}.0123.modelpack~", "part");
        string reused = folder.Write($"out/.{Environment.ProcessId}.0123.modelpack~", "part of a process with our number");
        File.SetLastWriteTimeUtc(reused, new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc));
        string living = folder.Write($"out/.{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}.4567.modelpack~", "part");
        string others = folder.Write("out/.12.nupkg", "not ours");

        using PayloadFolder payloads = Open();

        Assert.Equal([living, others], new[] { dead, reused, living, others }.Where(File.Exists));
    }

    [Theory]
    [InlineData("Contoso.Sentiment", "Contoso")]
    [InlineData("Contoso", "Contoso")]
    [InlineData("Contoso-Models.X.Y", "Contoso-Models")]
    public void TheDefaultPrefixIsTheFirstSegmentOfTheId(string id, string prefix) => Assert.Equal(prefix, PayloadIdentity.DefaultPrefix(id));

    [Theory]
    [InlineData("Contoso", true)]
    [InlineData("Contoso.Models", true)]
    [InlineData("Größe_1-a.模型", true)]
    [InlineData("cafe\u0301", true)]
    [InlineData("a‿b", true)]
    [InlineData("a²", false)]
    [InlineData("a--b", false)]
    [InlineData("", false)]
    [InlineData("Contoso.", false)]
    [InlineData("../Contoso", false)]
    [InlineData("a b", false)]
    [InlineData("Contoso\n", false)]
    public void APrefixIsTheBeginningOfAnId(string prefix, bool valid) => Assert.Equal(valid, PayloadIdentity.IsPrefix(prefix));

    [Fact]
    public void TheLongestPrefixGivesTheLongestId()
    {
        string longest = new('a', PayloadIdentity.LongestPrefix);

        Assert.Equal(100, new PayloadIdentity(longest).Id(Digest).Length);
        Assert.True(PayloadIdentity.IsPrefix(longest));
        Assert.False(PayloadIdentity.IsPrefix(longest + "a"));
        Assert.Equal(longest, PayloadIdentity.DefaultPrefix(longest + "aaa"));
    }

    public void Dispose() => folder.Dispose();

    private string Write(PayloadFolder payloads)
    {
        Shard shard = new([new ShardPiece(new FileRange(folder.Write("content", Content), 0, Content.Length), 0)]);
        payloads.Write(shard, _ => null, TestContext.Current.CancellationToken);
        return shard.Sha256!;
    }

    private static bool Has(PayloadFolder payloads) => payloads.Has(Digest, Content.Length, TestContext.Current.CancellationToken);

    private PayloadFolder Open() => new(folder["out"], Contoso, folder["state"]);

    private void Publish()
    {
        using PayloadFolder payloads = Open();
        Write(payloads);
        payloads.Publish(TestContext.Current.CancellationToken);
    }
}
