using ModelPack.Core.Content;
using ModelPack.Core.Layout;

namespace ModelPack.Core.Tests.Layout;

/// <summary>What a package holds after a plan was carried out: all of it was checked, and gives the author's files back.</summary>
internal sealed class PackedLayout
{
    private PackedLayout(LayoutPlan plan, long bytesRead)
    {
        Plan = plan;
        BytesRead = bytesRead;
    }

    public LayoutPlan Plan { get; }

    /// <summary>How many bytes the plan had to read.</summary>
    public long BytesRead { get; }

    /// <summary>How many shards had no digest after the plan.</summary>
    public int Unknown { get; private init; }

    public Dictionary<string, byte[]> Shards { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, byte[]> Graphs { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, byte[]> Recipes { get; } = new(StringComparer.Ordinal);

    public PlannedFile this[string path] => Plan.Files.Single(file => file.Path == path);

    public static PackedLayout Write(LayoutPlan plan, DigestMemory memory, long bytesRead)
    {
        PackedLayout packed = new(plan, bytesRead) { Unknown = plan.Shards.Count(shard => shard.Sha256 is null) };
        foreach (Shard shard in plan.Shards)
        {
            using MemoryStream content = new();
            ShardContent.CopyTo(shard, content, TestContext.Current.CancellationToken);
            string sha256 = Package.Sha256(content.ToArray());
            Assert.Equal(content.Length, shard.Length);
            Assert.Equal(shard.Sha256 ?? sha256, sha256);
            shard.Sha256 = sha256;
            memory.Remember(shard);
            packed.Shards[sha256] = content.ToArray();
        }

        foreach (PlannedFile file in plan.Files)
        {
            packed.WriteFile(file);
        }

        return packed;
    }

    public Stream Open(string sha256) => new MemoryStream(Shards[sha256]);

    /// <summary>Bytes of shards that another package does not have.</summary>
    public long BytesBeyond(PackedLayout other) => Shards.Where(shard => !other.Shards.ContainsKey(shard.Key)).Sum(shard => (long)shard.Value.Length);

    private void WriteFile(PlannedFile file)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        byte[] author = File.ReadAllBytes(file.FullPath);
        string sha256 = Package.Sha256(author);
        using MemoryStream rebuilt = new();
        if (file.HasGraph)
        {
            using MemoryStream graph = new();
            LayoutFiles.WriteGraph(file, graph, cancellation);
            Graphs[file.Path] = graph.ToArray();
            using TempFolder folder = new("graph");
            LayoutCheck.CheckGraph(file, folder.Write("graph.onnx", Graphs[file.Path]));
        }

        if (file.Layout == FileLayout.Tensor)
        {
            using MemoryStream recipe = new();
            LayoutFiles.WriteRecipe(file, sha256, recipe, cancellation);
            Recipes[file.Path] = recipe.ToArray();
            LayoutCheck.Check(file, sha256, new MemoryStream(Recipes[file.Path]), cancellation);
            Rebuild.FromRecipe(new MemoryStream(Recipes[file.Path]), author.Length, sha256, Open, rebuilt, cancellation);
        }
        else if (file.Layout == FileLayout.Exact)
        {
            LayoutCheck.Check(file, sha256, null, cancellation);
            Rebuild.FromShards([.. file.Shards.Select(shard => shard.Sha256!)], author.Length, sha256, Open, rebuilt, cancellation);
        }
        else
        {
            return;
        }

        Assert.Equal(author, rebuilt.ToArray());
    }
}
