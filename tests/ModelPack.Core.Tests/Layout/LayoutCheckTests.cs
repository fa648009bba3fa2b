using System.Text;
using ModelPack.Core.Layout;

namespace ModelPack.Core.Tests.Layout;

/// <summary>What does not give the author's files back is not packed.</summary>
public sealed class LayoutCheckTests
{
    [Fact]
    public void ARecipeThatWasChangedIsNoticed()
    {
        using Package package = Make();
        PackedLayout packed = package.Pack();
        string recipe = Encoding.UTF8.GetString(packed.Recipes["a.onnx.data"]);
        string[] shards = [.. packed["a.onnx.data"].Shards.Select(shard => shard.Sha256!)];

        foreach (string other in new[]
        {
            recipe.Replace("\"offset\": 0", "\"offset\": 4096", StringComparison.Ordinal),
            recipe.Replace(shards[0], shards[1], StringComparison.Ordinal),
            recipe.Replace("\"path\": \"a", "\"path\": \"b", StringComparison.Ordinal),
            recipe.Replace("\"zeros\": 4064", "\"zeros\": 4063", StringComparison.Ordinal),
            recipe.Replace("\"zeros\": 4064", "\"zeros\": 5000", StringComparison.Ordinal),
            recipe[..recipe.LastIndexOf("    {", StringComparison.Ordinal)].TrimEnd().TrimEnd(',') + "]}",
        })
        {
            Assert.NotEqual(recipe, other);
            Assert.Throws<InvalidDataException>(() => Check(package, packed, "a.onnx.data", other));
        }

        Check(package, packed, "a.onnx.data", recipe);
        Assert.Throws<InvalidDataException>(() => LayoutCheck.Check(packed["a.onnx"], new string('0', 64), new MemoryStream(packed.Recipes["a.onnx"]), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void AShardThatIsDamagedIsNoticedByVerifying()
    {
        using Package package = Make();
        package.Add("x.bin", Package.Random(7, 100_000));
        PackedLayout packed = package.Pack();
        foreach (byte[] shard in packed.Shards.Values)
        {
            shard[^1] ^= 1;
        }

        foreach (PlannedFile file in packed.Plan.Files)
        {
            string sha256 = Package.Sha256(File.ReadAllBytes(file.FullPath));
            Assert.Throws<InvalidDataException>(() => ShardContent.Verify(file, sha256, packed.Recipes.TryGetValue(file.Path, out byte[]? recipe) ? new MemoryStream(recipe) : null, packed.Open, TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public void AShardWithoutADigestIsNoticed()
    {
        using Package package = new();
        package.Add("x.bin", Package.Random(7, 100_000));
        PlannedFile file = package.Plan("x.bin");

        Assert.Throws<InvalidDataException>(() => LayoutCheck.Check(file, new string('0', 64), null, TestContext.Current.CancellationToken));
    }

    private static Package Make()
    {
        Package package = new();
        new TestModel("a.onnx")
        {
            Alignment = 4096,
            Tensors = [TestTensor.Random("a", 1, Package.Large + 32, external: true), TestTensor.Random("b", 2, Package.Large, external: true), TestTensor.Random("c", 3, 80_000)],
        }.WriteTo(package);
        return package;
    }

    private static void Check(Package package, PackedLayout packed, string path, string recipe)
        => LayoutCheck.Check(packed[path], Package.Sha256(File.ReadAllBytes(package.PathOf(path))), new MemoryStream(Encoding.UTF8.GetBytes(recipe)), TestContext.Current.CancellationToken);
}
