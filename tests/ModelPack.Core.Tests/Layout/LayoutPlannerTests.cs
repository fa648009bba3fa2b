using ModelPack.Core.Content;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Layout;
using ModelPack.Testing.Onnx;

namespace ModelPack.Core.Tests.Layout;

/// <summary>Which layout files get.</summary>
public sealed class LayoutPlannerTests
{
    private const int Big = 100 * 1024;

    [Fact]
    public void NothingIsLaidOutBelowTheLimit()
    {
        using Package package = new();
        package.Add("a.bin", Package.Random(1, Big)).Add("b.bin", Package.Random(2, Big));
        package.Options = package.Options with { InlineLimit = 2 * Big };

        LayoutPlan plan = package.Plan();

        Assert.All(plan.Files, file => Assert.Equal(FileLayout.Inline, file.Layout));
        Assert.Empty(plan.Shards);
    }

    [Fact]
    public void CardAndPromptsCountForTheLimitAndStayInline()
    {
        using Package package = new();
        package.Add("a.bin", Package.Random(1, Big)).Add("card.md", Package.Random(2, Big), keepInline: true);
        package.Options = package.Options with { InlineLimit = (2 * Big) - 1 };

        LayoutPlan plan = package.Plan();

        Assert.Equal([FileLayout.Exact, FileLayout.Inline], plan.Files.Select(file => file.Layout));
    }

    [Theory]
    [InlineData(64 * 1024, FileLayout.Inline)]
    [InlineData((64 * 1024) + 1, FileLayout.Exact)]
    public void SmallFilesStayInline(int size, FileLayout layout)
    {
        using Package package = new();
        package.Add("a.bin", Package.Random(1, size));

        Assert.Equal(layout, package.Plan("a.bin").Layout);
    }

    [Fact]
    public void AnOnnxFileIsLaidOutByTensor()
    {
        using Package package = new();
        new TestModel("m/a.onnx") { Tensors = [TestTensor.Random("w", 1, Big)] }.WriteTo(package);

        PackedLayout packed = package.Pack();

        PlannedFile file = packed["m/a.onnx"];
        Assert.Equal(FileLayout.Tensor, file.Layout);
        Assert.True(file.HasGraph);
        string sha256 = Assert.Single(file.Shards).Sha256!;
        Assert.Equal(Package.Sha256(Package.Random(1, Big)), sha256);
        Assert.Contains($".shards/{sha256}.bin", System.Text.Encoding.UTF8.GetString(packed.Graphs["m/a.onnx"]), StringComparison.Ordinal);
        Assert.Empty(packed.Plan.Notes);
    }

    [Fact]
    public void ExternalDataGoesWithItsModel()
    {
        using Package package = new();
        new TestModel("m/a.onnx") { Tensors = [TestTensor.Random("w", 1, Big, external: true), TestTensor.Random("tiny", 2, 100, external: true)] }.WriteTo(package);

        PackedLayout packed = package.Pack();

        Assert.Equal(FileLayout.Tensor, packed["m/a.onnx"].Layout);
        Assert.Equal(FileLayout.Tensor, packed["m/a.onnx.data"].Layout);
        Assert.False(packed["m/a.onnx.data"].HasGraph);
        Assert.Equal(packed["m/a.onnx"].Shards, packed["m/a.onnx.data"].Shards);
    }

    [Fact]
    public void ASmallModelStaysInlineWithItsSmallData()
    {
        using Package package = new();
        new TestModel("a.onnx") { Tensors = [TestTensor.Random("w", 1, 8192, external: true)] }.WriteTo(package);

        Assert.All(package.Plan().Files, file => Assert.Equal(FileLayout.Inline, file.Layout));
    }

    [Fact]
    public void AskingForTheExactFileKeepsItsExternalData()
    {
        using Package package = new();
        new TestModel("a.onnx") { Tensors = [TestTensor.Random("v", 3, Big), TestTensor.Random("w", 1, Big, external: true)] }.WriteTo(package);
        package.Add("a.onnx", File.ReadAllBytes(package.PathOf("a.onnx")), FileLayout.Exact);

        PackedLayout packed = package.Pack();

        Assert.All(packed.Plan.Files, file => Assert.Equal(FileLayout.Exact, file.Layout));
    }

    [Theory]
    [InlineData(FileLayout.Exact)]
    [InlineData(FileLayout.Inline)]
    public void DataThatIsAskedForAsItIsKeepsItsModel(FileLayout wanted)
    {
        using Package package = new();
        TestModel model = new("a.onnx") { Tensors = [TestTensor.Random("v", 3, Big), TestTensor.Random("w", 1, Big, external: true)] };
        model.WriteTo(package);
        package.Add(model.DataPath, File.ReadAllBytes(package.PathOf(model.DataPath)), wanted);

        PackedLayout packed = package.Pack();

        Assert.Equal(FileLayout.Exact, packed["a.onnx"].Layout);
        Assert.Equal(wanted, packed["a.onnx.data"].Layout);
        Assert.Equal("'a.onnx' is packed as the file that it is, not by its tensors: its external data 'a.onnx.data' is to be packed as it is.", Assert.Single(packed.Plan.Notes));
    }

    [Fact]
    public void OneModelThatStaysKeepsTheDataOfAllThatShareFilesWithIt()
    {
        using Package package = new();
        new TestModel("c.onnx") { DataName = "y.bin", Tensors = [TestTensor.Random("w", 2, Big, external: true)] }.WriteTo(package);
        new TestModel("a.onnx") { DataName = "x.bin", Tensors = [TestTensor.Random("w", 1, Big, external: true)] }.WriteTo(package);
        package.Add("a.onnx", File.ReadAllBytes(package.PathOf("a.onnx")), FileLayout.Exact);
        GraphBuilder both = new GraphBuilder()
            .Initializer(OnnxProto.ExternalTensor("v", OnnxTypes.Float, [Big / 4], "x.bin", 0, Big))
            .Initializer(OnnxProto.ExternalTensor("w", OnnxTypes.Float, [Big / 4], "y.bin", 0, Big));
        package.Add("b.onnx", new OnnxBuilder(both).Build());
        new TestModel("d.onnx") { Tensors = [TestTensor.Random("w", 5, Big, external: true)] }.WriteTo(package);

        PackedLayout packed = package.Pack();

        Assert.Equal(
            ["a.onnx Inline", "b.onnx Inline", "c.onnx Inline", "d.onnx Tensor", "d.onnx.data Tensor", "x.bin Exact", "y.bin Exact"],
            packed.Plan.Files.Select(file => $"{file.Path} {file.Layout}"));
        Assert.Equal(2, packed.Plan.Notes.Count);
        Assert.Contains("'x.bin' is needed as it is by 'a.onnx'", packed.Plan.Notes[0], StringComparison.Ordinal);
        Assert.Contains("'y.bin' is needed as it is by 'b.onnx'", packed.Plan.Notes[1], StringComparison.Ordinal);
    }

    [Fact]
    public void DataWithMuchThatBelongsToNoTensorIsKept()
    {
        using Package package = new();
        TestModel model = new("a.onnx") { Alignment = 128 * 1024, Filler = 1, Tensors = [TestTensor.Random("v", 1, 8192, external: true), TestTensor.Random("w", 2, Big, external: true)] };
        model.WriteTo(package);

        PackedLayout packed = package.Pack();

        Assert.Equal(FileLayout.Exact, packed["a.onnx.data"].Layout);
        Assert.Contains("more than 64 KiB that belong to no tensor", Assert.Single(packed.Plan.Notes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(128 * 1024, 0)]
    [InlineData(64 * 1024, 1)]
    public void WhatIsBetweenTensorsIsGivenBack(int alignment, byte filler)
    {
        using Package package = new();
        new TestModel("a.onnx") { Alignment = alignment, Filler = filler, Tensors = [TestTensor.Random("v", 1, 8192, external: true), TestTensor.Random("w", 2, Big, external: true)] }.WriteTo(package);

        Assert.Equal(FileLayout.Tensor, package.Pack()["a.onnx.data"].Layout);
    }

    [Fact]
    public void ModelsWhoseTensorsOverlapInOneFileStay()
    {
        using Package package = new();
        package.Add("x.bin", Package.Random(1, Big));
        foreach ((string name, int offset) in new[] { ("a.onnx", 0), ("b.onnx", 4096) })
        {
            package.Add(name, new OnnxBuilder(new GraphBuilder().Initializer(OnnxProto.ExternalTensor("w", OnnxTypes.Float, [16384], "x.bin", offset, 65536))).Build());
        }

        PackedLayout packed = package.Pack();

        Assert.Equal(FileLayout.Exact, packed["x.bin"].Layout);
        Assert.Equal(2, packed.Plan.Notes.Count(note => note.Contains("tensors overlap in its external data 'x.bin'", StringComparison.Ordinal)));
    }

    [Fact]
    public void AModelWhoseDataIsNotPackedStays()
    {
        using Package package = new();
        new TestModel("a.onnx") { Tensors = [TestTensor.Random("v", 3, Big), TestTensor.Random("w", 1, Big, external: true)] }.WriteTo(package);
        package.Remove("a.onnx.data");

        PackedLayout packed = package.Pack();

        Assert.Equal(FileLayout.Exact, packed["a.onnx"].Layout);
        Assert.Contains("its external data 'a.onnx.data' is not packed beside it", Assert.Single(packed.Plan.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void AGraphThatWouldStillBeTooLargeStays()
    {
        using Package package = new();
        new TestModel("a.onnx") { Labels = new string('x', 70_000), Tensors = [TestTensor.Random("w", 1, Big)] }.WriteTo(package);

        PackedLayout packed = package.Pack();

        Assert.Equal(FileLayout.Exact, packed["a.onnx"].Layout);
        Assert.Contains("ModelPackInlineLimit", Assert.Single(packed.Plan.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void AModelOfWhichNothingCanMoveIsCutLikeAnyFile()
    {
        using Package package = new();
        new TestModel("a.onnx") { Labels = new string('x', 70_000), Tensors = [TestTensor.Random("w", 1, 400)] }.WriteTo(package);

        PackedLayout packed = package.Pack();

        Assert.Equal(FileLayout.Exact, packed["a.onnx"].Layout);
        Assert.Single(packed.Plan.Notes);
    }

    [Fact]
    public void ATensorLargerThanAShardIsAShard()
    {
        using Package package = new();
        new TestModel("a.onnx") { Tensors = [TestTensor.Random("w", 1, 3 * (int)Package.ShardSize)] }.WriteTo(package);

        Assert.Equal(3 * Package.ShardSize, Assert.Single(package.Pack()["a.onnx"].Shards).Length);
    }

    [Fact]
    public void ATensorLargerThanAPayloadPackageIsAnError()
    {
        using Package package = new();
        new TestModel("m/a.onnx") { Tensors = [TestTensor.Random("embedding", 1, 600_000)] }.WriteTo(package);
        package.Options = package.Options with { PayloadSizeLimit = 600_000 };

        Problem problem = Assert.Throws<ModelPackException>(package.Plan).Problem;

        Assert.Equal(DiagnosticCodes.TensorTooLarge, problem.Code);
        Assert.Contains("'embedding' of 'm/a.onnx' has 600000 bytes, and a payload package may have 600000", problem.Message, StringComparison.Ordinal);
        Assert.Contains("set the limit to 665536 or more", problem.Message, StringComparison.Ordinal);
        package.Options = package.Options with { PayloadSizeLimit = 665_536 };
        Assert.Equal(FileLayout.Tensor, package.Plan("m/a.onnx").Layout);
    }

    [Fact]
    public void NoPayloadIsLargerThanTheLimitEvenIfShardsMayBe()
    {
        using Package package = new();
        package.Add("a.bin", new byte[1 << 20]);
        package.Options = package.Options with { PayloadSizeLimit = 200 * 1024 };

        Assert.All(package.Pack().Plan.Shards, shard => Assert.InRange(shard.Length, 1, (200 - 64) * 1024));
    }

    [Fact]
    public void TheSameFileUnderTwoPathsIsStoredOnce()
    {
        using Package package = new();
        package.Add("a.bin", Package.Random(1, Big)).AddExisting("b.bin", package.PathOf("a.bin"));
        new TestModel("a.onnx") { Tensors = [TestTensor.Random("v", 3, Big), TestTensor.Random("w", 4, Big)] }.WriteTo(package);
        package.AddExisting("b.onnx", package.PathOf("a.onnx"));

        PackedLayout packed = package.Pack();

        Assert.Equal(packed["a.bin"].Shards.Select(shard => shard.Sha256), packed["b.bin"].Shards.Select(shard => shard.Sha256));
        Assert.Equal(packed["a.onnx"].Shards, packed["b.onnx"].Shards);
        Assert.Equal(3 * Big, packed.Shards.Values.Sum(shard => shard.Length));
    }

    [Fact]
    public void AFileThatChangedSinceItWasCollectedIsRefused()
    {
        using Package package = new();
        package.Add("a.bin", Package.Random(1, Big));
        File.AppendAllText(package.PathOf("a.bin"), "more");

        Assert.Throws<IOException>(package.Plan);
    }

    [Fact]
    public void AFileThatChangesBetweenPlanAndPackingIsNoticed()
    {
        using Package package = new();
        package.Add("a.bin", Package.Random(1, Big));
        DigestMemory memory = package.Memory();
        LayoutPlan plan = LayoutPlanner.Plan([.. package.Files], package.Options, memory, TestContext.Current.CancellationToken);
        File.WriteAllBytes(package.PathOf("a.bin"), Package.Random(2, Big));
        Shard shard = plan.Shards[0];
        shard.Sha256 = ShardContent.Digest(shard, TestContext.Current.CancellationToken);

        Assert.ThrowsAny<IOException>(() => memory.Remember(shard));
        Assert.ThrowsAny<IOException>(() => memory.Confirm(package.PathOf("a.bin")));
    }

    [Fact]
    public void PlanningStopsWhenItIsCancelled()
    {
        using Package package = new();
        package.Add("a.bin", Package.Random(1, Big));

        Assert.ThrowsAny<OperationCanceledException>(() => LayoutPlanner.Plan([.. package.Files], package.Options, package.Memory(), new CancellationToken(canceled: true)));
    }

    [Fact]
    public void AMissingFileIsToldAsOne()
    {
        using Package package = new();
        package.Add("a.bin", Package.Random(1, Big));
        File.Delete(package.PathOf("a.bin"));

        Assert.Throws<IOException>(package.Plan);
    }
}
