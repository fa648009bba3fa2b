using System.Globalization;
using ModelPack.Core.Layout;
using ModelPack.Core.Layout.Onnx;

namespace ModelPack.Core.Tests.Layout;

/// <summary>
/// Random packages and random edits of them: fixed seeds, and new ones in each run, which a failure names. Every package is also checked and given
/// back (<see cref="Package.Pack"/>).
/// </summary>
public sealed class LayoutPropertyTests
{
    public static TheoryData<int> Seeds
    {
        get
        {
            int count = Environment.GetEnvironmentVariable("MODELPACK_SOAK") == "1" ? 1000 : 20;
            return [.. Enumerable.Range(1, count), .. Enumerable.Range(0, count / 5).Select(_ => Random.Shared.Next(10_000, int.MaxValue))];
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void AnEditLeavesTheShardsOutsideOfItsRunsAsTheyWere(int seed)
    {
        Random random = new(seed);
        using Package package = new();
        List<TestModel> models = RandomModels.Make(random, seed);
        models.ForEach(model => model.WriteTo(package));
        PackedLayout before = package.Pack();

        RandomEdit edit = RandomEdit.Make(random, seed, models);
        edit.Model.WriteTo(package);
        PackedLayout after = package.Pack();

        HashSet<Shard> affected = Affected(after, edit, CutSizesOf(package));
        string[] changed = [.. after.Plan.Shards.Where(shard => !affected.Contains(shard) && !before.Shards.ContainsKey(shard.Sha256!)).Select(shard => string.Create(CultureInfo.InvariantCulture, $"{shard.Sha256} ({shard.Length})"))];
        Assert.True(changed.Length == 0, $"Seed {seed}, {edit}: {string.Join(", ", changed)} of {after.Plan.Shards.Count} shards changed.\n{Describe(before.Plan)}\n\n{Describe(after.Plan)}");
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void APlanDependsNeitherOnTheOrderOfTheFilesNorOnMemory(int seed)
    {
        Random random = new(seed);
        using Package package = new();
        RandomModels.Make(random, seed).ForEach(model => model.WriteTo(package));
        package.Add("x.bin", Package.Random(seed, random.Next(1, 1 << 20)));
        string expected = Describe(package.Pack().Plan);

        LayoutInput[] shuffled = [.. package.Files];
        random.Shuffle(shuffled);
        LayoutPlan plan = LayoutPlanner.Plan(shuffled, package.Options, new Core.Content.DigestMemory(package.PathOf("other.modelproj")), TestContext.Current.CancellationToken);
        LayoutPlan remembered = LayoutPlanner.Plan(shuffled, package.Options, package.Memory(), TestContext.Current.CancellationToken);

        Assert.Equal(expected, Describe(plan));
        Assert.Equal(expected, Describe(remembered));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void ASecondPlanReadsNothingAndAThirdOnlyWhatChanged(int seed)
    {
        Random random = new(seed);
        using Package package = new();
        List<TestModel> models = RandomModels.Make(random, seed);
        models.ForEach(model => model.WriteTo(package));
        package.Add("x.bin", Package.Random(seed, random.Next(1, 1 << 20))).Add("y.bin", Package.Random(seed + 1, random.Next(100_000, 1 << 20)));
        PackedLayout first = package.Pack();

        PackedLayout second = package.Pack();
        Assert.True(second.BytesRead == 0, $"Seed {seed}: {second.BytesRead} bytes read, {first.BytesRead} at first.");
        Assert.Equal(0, second.Unknown);
        Assert.Equal(first.Shards.Keys.Order(StringComparer.Ordinal), second.Shards.Keys.Order(StringComparer.Ordinal));

        package.Add("y.bin", Package.Random(seed + 2, random.Next(100_000, 1 << 20)));
        PackedLayout third = package.Pack();
        Assert.True(third.BytesRead <= new FileInfo(package.PathOf("y.bin")).Length + 100, $"Seed {seed}: {third.BytesRead} bytes read.");
        Assert.All(third.Plan.Files.Where(file => file.Path != "y.bin"), file => Assert.Equal(first[file.Path].Shards.Select(shard => shard.Sha256), file.Shards.Select(shard => shard.Sha256)));
    }

    private static CutSizes CutSizesOf(Package package) => new(package.Options);

    /// <summary>The shards that an edit may change: those of large tensors that it wrote, and of the runs that its small ones, the last before it and the first behind it are in.</summary>
    private static HashSet<Shard> Affected(PackedLayout after, RandomEdit edit, CutSizes sizes)
    {
        HashSet<Shard> affected = [];
        HashSet<Placement> seen = [];
        List<(int Side, Placement Place)> small = [];
        foreach (PlannedFile file in after.Plan.Files.Where(file => file.HasGraph))
        {
            foreach (MovableTensor tensor in file.Map!.Tensors)
            {
                Placement place = file.Of(tensor);
                int side = edit.SideOf(file.Path, tensor.Name);
                if (tensor.Data.Length >= sizes.Large)
                {
                    affected.UnionWith(side == 0 ? [place.Shard] : []);
                }
                else if (seen.Add(place))
                {
                    small.Add((side, place));
                }
            }
        }

        int first = Math.Max(0, small.FindLastIndex(tensor => tensor.Side < 0));
        int last = small.FindIndex(tensor => tensor.Side > 0) is var index && index >= 0 ? index : small.Count - 1;
        for (int i = 0, run = 0; i < small.Count; i++)
        {
            long length = small[i].Place.Data.Length;
            long padded = length < 4096 ? (length + 63) / 64 * 64 : (length + 4095) / 4096 * 4096;
            if (i + 1 == small.Count || sizes.CutsBehind(small[i].Place.Sha256!, padded))
            {
                affected.UnionWith(edit.At >= 0 && run <= last && i >= first ? small[run..(i + 1)].Select(tensor => tensor.Place.Shard) : []);
                run = i + 1;
            }
        }

        return affected;
    }

    private static string Describe(LayoutPlan plan) => string.Join('\n', plan.Files
        .Select(file => $"{file.Path} {file.Layout}: {string.Join(", ", file.Shards.Select(shard => string.Join('+', shard.Pieces.Select(piece => $"{Path.GetFileName(piece.Data.File)}[{piece.Data.Offset},{piece.Data.Length}]{piece.Padding}"))))}")
        .Concat(plan.Notes));
}
