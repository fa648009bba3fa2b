using System.Text;
using System.Text.Json;
using ModelPack.Core.Layout;
using ModelPack.Core.Layout.Recipes;

namespace ModelPack.Core.Tests.Layout;

public sealed class RecipeTests
{
    private const string Zero = "0000000000000000000000000000000000000000000000000000000000000000";
    private static readonly byte[] ShardContent = Package.Random(1, 1000);
    private static readonly string Shard = Package.Sha256(ShardContent);

    [Fact]
    public void ARecipeIsTextThatPeopleCanRead()
    {
        using MemoryStream stream = new();
        using (RecipeWriter writer = new(stream, "sub/größe+1.onnx", 1171, Zero))
        {
            writer.Bytes([1, 2, 3]);
            writer.Shard(Shard, 4096, 1000);
            writer.Bytes(new byte[100]);
            writer.Bytes([0, 0, 255, 254, 253]);
            writer.Bytes(new byte[63]);
            writer.End();
        }

        string text = Encoding.UTF8.GetString(stream.ToArray());

        Assert.Equal(
            $$"""
            {
              "recipeVersion": 1,
              "path": "sub/größe+1.onnx",
              "size": 1171,
              "sha256": "{{Zero}}",
              "parts": [
                {
                  "literal": "AQID"
                },
                {
                  "shard": "{{Shard}}",
                  "offset": 4096,
                  "length": 1000
                },
                {
                  "zeros": 102
                },
                {
                  "literal": "//79{{Convert.ToBase64String(new byte[63])}}"
                }
              ]
            }
            """,
            text,
            ignoreLineEndingDifferences: false);
        Assert.DoesNotContain('\r', text);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void ARecipeDoesNotDependOnHowTheBytesArrive(int seed)
    {
        Random random = new(seed);
        byte[] content = Package.Random(seed, 300_000);
        for (int i = 0; i < 200; i++)
        {
            content.AsSpan(random.Next(content.Length - 200), random.Next(1, 200)).Clear();
        }

        string whole = Write(content, content.Length);
        Assert.Equal(whole, Write(content, 1));
        Assert.Equal(whole, Write(content, 65_537));
        Assert.Equal(content, Follow(whole, content.Length, Package.Sha256(content)));
        Assert.All(JsonDocument.Parse(whole).RootElement.GetProperty("parts").EnumerateArray(), part => Assert.True(!part.TryGetProperty("literal", out JsonElement literal) || literal.GetBytesFromBase64().Length <= 48 * 1024));
    }

    [Fact]
    public void TheBytesOfShardsComeFromWhereTheRecipeSays()
    {
        byte[] expected = [.. ShardContent[100..200], 7, .. ShardContent[0..50], .. new byte[3], .. ShardContent[100..200]];
        string recipe = Recipe(
            expected.Length,
            Package.Sha256(expected),
            Part(100, 100) + ", {\"literal\": \"Bw==\"}, " + Part(0, 50) + ", {\"zeros\": 3}, " + Part(100, 100));

        Assert.Equal(expected, Follow(recipe, expected.Length, Package.Sha256(expected)));
        Assert.Equal(expected, Follow(recipe, expected.Length, Package.Sha256(expected), _ => new OneWayStream(ShardContent)));
    }

    public static TheoryData<string, string> Hostile => new()
    {
        { "", "it is no JSON" },
        { "[]", "StartArray in it where StartObject" },
        { "{}", "EndObject in it where PropertyName" },
        { "nonsense", "it is no JSON" },
        { "{\"recipeVersion\":2}", "its version is 2, and 1 is known" },
        { "{\"recipeVersion\":1,\"recipeVersion\":1}", "'recipeVersion' is not expected" },
        { "{\"parts\":[]}", "'parts' is not expected" },
        { "{\"what\":1}", "'what' is not expected" },
        { Recipe(-1, Zero, ""), "negative" },
        { Recipe(10, "abc", ""), "no SHA-256" },
        { Recipe(10, Zero.Replace('0', 'A'), ""), "no SHA-256" },
        { Recipe(10, Zero, ""), "give 0 bytes, and the file has 10" },
        { Recipe(10, Zero, "{\"zeros\":11}"), "gives 11 bytes at 0 of 10" },
        { Recipe(10, Zero, "{\"zeros\":0}"), "gives 0 bytes" },
        { Recipe(10, Zero, "{\"zeros\":-1}"), "negative" },
        { Recipe(10, Zero, "{\"zeros\":1.5}"), "no whole number" },
        { Recipe(10, Zero, "{\"zeros\":99999999999999999999}"), "too large" },
        { Recipe(10, Zero, "{\"zeros\":\"1\"}"), "String in it where Number" },
        { Recipe(10, Zero, "{\"zeros\":5},{\"zeros\":6}"), "gives 6 bytes at 5 of 10" },
        { Recipe(10, Zero, "{\"zeros\":10,\"zeros\":10}"), "PropertyName in it where EndObject" },
        { Recipe(10, Zero, "{\"literal\":\"\"}"), "gives 0 bytes" },
        { Recipe(10, Zero, "{\"literal\":\"!!!!\"}"), "no base64" },
        { Recipe(10, Zero, "{\"literal\":null}"), "Null in it where String" },
        { Recipe(10, Zero, "{\"file\":\"/etc/passwd\"}"), "'file', which is unknown" },
        { Recipe(10, Zero, "{}"), "EndObject in it where PropertyName" },
        { Recipe(10, Zero, "7"), "Number in it where StartObject" },
        { Recipe(10, Zero, $"{{\"shard\":\"../../x\",\"offset\":0,\"length\":10}}"), "no SHA-256" },
        { Recipe(10, Zero, $"{{\"shard\":\"{Zero}\",\"offset\":-1,\"length\":10}}"), "negative" },
        { Recipe(10, Zero, $"{{\"shard\":\"{Zero}\",\"offset\":0,\"length\":-10}}"), "negative" },
        { Recipe(10, Zero, $"{{\"shard\":\"{Zero}\",\"offset\":0}}"), "EndObject in it where PropertyName" },
        { Recipe(10, Zero, $"{{\"shard\":\"{Zero}\",\"length\":10,\"offset\":0}}"), "'length' is not expected" },
        { Recipe(10, Zero, $"{{\"shard\":\"{Zero}\",\"offset\":{long.MaxValue},\"length\":10}}"), "ends beyond any file" },
        { Recipe(10, Zero, $"{{\"shard\":\"{Zero}\",\"offset\":0,\"length\":{long.MaxValue}}}"), "gives 9223372036854775807 bytes" },
        { Recipe(10, Zero, "{\"zeros\":10}") + "{}", "no JSON" },
        { Recipe(10, Zero, "{\"zeros\":10}").TrimEnd('}'), "no JSON" },
        { Recipe(10, Zero, "{\"zeros\":10}")[..^1] + ",\"more\":1}", "PropertyName in it where EndObject" },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void AHostileRecipeIsRefused(string recipe, string why) => Refused(recipe, why);

    [Theory]
    [InlineData(49_153, "longer than 49152 bytes")]
    [InlineData(4_000_000, "too long")]
    public void AGiganticLiteralIsRefused(int bytes, string why) => Refused(Recipe(10_000_000, Zero, $"{{\"literal\":\"{Convert.ToBase64String(new byte[bytes])}\"}}"), why);

    [Fact]
    public void ARangeOutsideOfItsShardIsRefused()
    {
        foreach (string part in new[] { Part(991, 10), Part(1001, 10), Part(5_000_000_000, 10) })
        {
            foreach (Func<string, Stream> open in new Func<string, Stream>[] { _ => new MemoryStream(ShardContent), _ => new OneWayStream(ShardContent) })
            {
                string message = Assert.Throws<InvalidDataException>(() => Follow(Recipe(10, Zero, part), 10, Zero, open)).Message;
                Assert.Equal($"The shard {Shard} is shorter than is asked of it.", message);
            }
        }
    }

    [Fact]
    public void AnUnknownShardIsTheCallersError()
        => Assert.Throws<KeyNotFoundException>(() => Follow(Recipe(10, Zero, Part(0, 10)), 10, Zero, sha256 => throw new KeyNotFoundException(sha256)));

    [Fact]
    public void ARecipeOfAnotherFileIsRefused()
    {
        Assert.Throws<InvalidDataException>(() => Follow(Recipe(10, Zero, "{\"zeros\":10}"), 11, Zero));
        Assert.Throws<InvalidDataException>(() => Follow(Recipe(10, Zero, "{\"zeros\":10}"), 10, Shard));
    }

    [Fact]
    public void ADamagedShardIsNoticed()
    {
        byte[] damaged = (byte[])ShardContent.Clone();
        damaged[500] ^= 1;

        Assert.Contains("a shard is damaged", Assert.Throws<InvalidDataException>(() => Follow(Recipe(1000, Shard, Part(0, 1000)), 1000, Shard, _ => new MemoryStream(damaged))).Message, StringComparison.Ordinal);
        Assert.Contains("a shard is damaged", Assert.Throws<InvalidDataException>(() => Rebuild.FromShards([Shard], 1000, Shard, _ => new MemoryStream(damaged), Stream.Null, TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(999)]
    [InlineData(1001)]
    public void ShardsOfAnotherLengthAreNoticed(int size)
        => Assert.Throws<InvalidDataException>(() => Rebuild.FromShards([Shard], size, Shard, _ => new MemoryStream(ShardContent), Stream.Null, TestContext.Current.CancellationToken));

    [Fact]
    public void MutantsOfARecipeAreFollowedOrRefused()
    {
        byte[] recipe = Encoding.UTF8.GetBytes(Recipe(1070, Zero, Part(0, 1000) + ", {\"literal\": \"BwcHBwcHBwcH\"}, {\"zeros\": 61}"));
        for (int round = 0; round < 2000; round++)
        {
            Random random = new(round);
            byte[] mutant = (byte[])recipe.Clone();
            for (int i = random.Next(1, 4); i > 0; i--)
            {
                mutant[random.Next(mutant.Length)] = (byte)(random.Next(3) == 0 ? random.Next(256) : "0123456789{}[],:\"-"[random.Next(18)]);
            }

            try
            {
                RecipeReader reader = new(new MemoryStream(mutant));
                long size = 0;
                while (reader.Read(out RecipePart part))
                {
                    size += part.Length;
                }

                Assert.Equal(reader.Size, size);
            }
            catch (InvalidDataException)
            {
                // What was to be.
            }
        }
    }

    private static void Refused(string recipe, string why)
    {
        InvalidDataException exception = Assert.Throws<InvalidDataException>(() =>
        {
            RecipeReader reader = new(new MemoryStream(Encoding.UTF8.GetBytes(recipe)));
            while (reader.Read(out _))
            {
            }
        });

        Assert.StartsWith("The recipe cannot be followed: ", exception.Message, StringComparison.Ordinal);
        Assert.Contains(why, exception.Message, StringComparison.Ordinal);
    }

    private static string Write(byte[] content, int step)
    {
        using MemoryStream stream = new();
        using (RecipeWriter writer = new(stream, "a.onnx", content.Length, Package.Sha256(content)))
        {
            for (int i = 0; i < content.Length; i += step)
            {
                writer.Bytes(content.AsSpan(i, Math.Min(step, content.Length - i)));
            }

            writer.End();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static string Part(long offset, long length) => $"{{\"shard\":\"{Shard}\",\"offset\":{offset},\"length\":{length}}}";

    private static string Recipe(long size, string sha256, string parts) => $"{{\"recipeVersion\":1,\"path\":\"a.onnx\",\"size\":{size},\"sha256\":\"{sha256}\",\"parts\":[{parts}]}}";

    private static byte[] Follow(string recipe, long size, string sha256, Func<string, Stream>? open = null)
    {
        using MemoryStream output = new();
        Rebuild.FromRecipe(new MemoryStream(Encoding.UTF8.GetBytes(recipe)), size, sha256, open ?? (_ => new MemoryStream(ShardContent)), output, TestContext.Current.CancellationToken);
        return output.ToArray();
    }
}
