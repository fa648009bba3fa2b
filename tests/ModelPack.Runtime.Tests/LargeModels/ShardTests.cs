using System.IO.MemoryMappedFiles;

using ModelPack.Files;
using ModelPack.Runtime.Tasks.Files;
using ModelPack.Runtime.Tasks.Materialization;
using ModelPack.Runtime.Tasks.Packages;
using ModelPack.Runtime.Tests.Tasks;

namespace ModelPack.Runtime.Tests.LargeModels;

/// <summary>Models that are laid out by tensor: the graph from the model package, the shards from payload packages.</summary>
public sealed class ShardTests : IDisposable
{
    private readonly MaterializerFixture fixture = new();

    [Fact]
    public void AGraphHasItsShardsBesideIt()
    {
        PackageItem package = fixture.Restore(Model("1.0.0", [1, 2]).WithMovedData("enc/m.data", [1]));

        MaterializationResult result = fixture.Run(package);

        Assert.Empty(result.Problems);
        Assert.Equal(["models/Contoso.M/enc/.shards/" + Name(1), "models/Contoso.M/enc/.shards/" + Name(2), "models/Contoso.M/enc/m.onnx", "models/Contoso.M/modelpack.json"], fixture.Files().Order(StringComparer.Ordinal));
        Assert.Equal(Noise.Of(1), File.ReadAllBytes(fixture.OutputOf("Contoso.M/enc/.shards/" + Name(1))));
        Assert.Equal("graph 1.0.0", fixture.Read("Contoso.M/enc/m.onnx"));
        Assert.Empty(ModelPackage.Load("Contoso.M", fixture.Output).Verify(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void TheOutputTakesNoSpace()
    {
        HandMadeModel model = Model("1.0.0", [1, 2]);

        MaterializationResult result = fixture.Run(fixture.Restore(model));

        Assert.Equal(2, result.Placed.GetValueOrDefault(PlacementKind.HardLink) + result.Placed.GetValueOrDefault(PlacementKind.Clone));
        Assert.SkipWhen(result.Placed.ContainsKey(PlacementKind.Clone), "Blocks are shared here: a clone has an inode of its own.");
        FileStamp payload = FileStamp.Read(model.PayloadFile(fixture.Packages, Noise.Of(1)), follow: false);
        Assert.True(payload.IsSameFileAs(FileStamp.Read(fixture.OutputOf("Contoso.M/enc/.shards/" + Name(1)), follow: false)));
    }

    [Fact]
    public void AShardThatTwoGraphsOfAFolderShareIsThereOnceAndOncePerFolder()
    {
        HandMadeModel model = new HandMadeModel("Contoso.M", "1.0.0").WithTensors("encoder.onnx", [1], Noise.Of(1)).WithTensors("decoder.onnx", [2], Noise.Of(1)).WithTensors("vision/v.onnx", [3], Noise.Of(1));

        Assert.Empty(fixture.Run(fixture.Restore(model)).Problems);

        Assert.Equal(["models/Contoso.M/.shards/" + Name(1), "models/Contoso.M/vision/.shards/" + Name(1)], fixture.Files().Where(file => file.EndsWith(".bin", StringComparison.Ordinal)));
    }

    [Fact]
    public void ASecondRunReadsNothing()
    {
        PackageItem package = fixture.Restore(Model("1.0.0", Enumerable.Range(1, 33), size: 70_000));
        fixture.Run(package);

        MaterializationResult second = fixture.Run(package);

        Assert.True(second.WasUpToDate);
        Assert.Equal(35, second.Files.Count);
    }

    [Fact]
    public void OfANewVersionOnlyTheNewShardIsDigestedAndLinked()
    {
        fixture.Run(fixture.Restore(Model("1.0.0", [1, 2, 3, 4])));

        MaterializationResult result = fixture.Run(fixture.Restore(Model("1.1.0", [1, 2, 5, 4])));

        Assert.Empty(result.Problems);
        Assert.Equal(1, result.Placed.GetValueOrDefault(PlacementKind.HardLink) + result.Placed.GetValueOrDefault(PlacementKind.Clone));
        Assert.Equal(Shards(1, 2, 4, 5), fixture.Files().Where(file => file.EndsWith(".bin", StringComparison.Ordinal)));

        // The new shard; the former graph and manifest, which are as long as the new ones.
        Assert.Equal(3, result.Digested);
    }

    [Fact]
    public void WhatOneServiceDigestedNoOtherReads()
    {
        PackageItem package = fixture.Restore(Model("1.0.0", [1, 2, 3]));
        Assert.Equal(3, fixture.Run(package).Digested);

        MaterializationResult other = fixture.RunInto("other", package);

        Assert.Empty(other.Problems);
        Assert.Equal(0, other.Digested);
    }

    [Fact]
    public void WithoutTheMemoryEverythingIsDigestedAgainAndRight()
    {
        PackageItem package = fixture.Restore(Model("1.0.0", [1, 2]));
        fixture.Run(package);
        Directory.Delete(fixture.Store, recursive: true);

        MaterializationResult result = fixture.Run(package);

        Assert.Empty(result.Problems);
        Assert.False(result.WasUpToDate);
        Assert.Empty(result.Placed);
        Assert.True(fixture.Run(package).WasUpToDate);
    }

    [Fact]
    public void AMemoryOfAnotherFormatOrFileIsNone()
    {
        PackageItem package = fixture.Restore(Model("1.0.0", [1, 2]));
        fixture.Run(package);
        foreach (string note in Directory.GetFiles(Path.Combine(fixture.Store, "verified"), "*.txt", SearchOption.AllDirectories))
        {
            File.WriteAllText(note, File.ReadAllText(note).Replace("modelpack-verified\t1", "modelpack-verified\t2", StringComparison.Ordinal));
        }

        Assert.Equal(2, fixture.RunInto("other", package).Digested);
    }

    [Fact]
    public void APackageFileThatTookADeletedOnesPlaceIsDigested()
    {
        HandMadeModel model = Model("1.0.0", [1]);
        PackageItem package = fixture.Restore(model);
        fixture.Run(package);
        string payload = model.PayloadFile(fixture.Packages, Noise.Of(1));
        byte[] wrong = Noise.Of(1);
        wrong[7] ^= 1;

        // The file system is free to give the new file the number of the old one, and deterministic packages have equal times and sizes.
        for (int i = 0; i < 20; i++)
        {
            File.Delete(fixture.OutputOf("Contoso.M/enc/.shards/" + Name(1)));
            File.Delete(payload);
            HandMadePackage.Write(payload, wrong);

            Assert.Equal("MP6014", Assert.Single(fixture.Run(package).Problems).Code);

            File.Delete(payload);
            HandMadePackage.Write(payload, Noise.Of(1));
            Assert.Empty(fixture.Run(package).Problems);
        }
    }

    [Fact]
    public void AfterThePackageFolderWasClearedAndRestoredTheOutputTakesNoSpaceAgain()
    {
        HandMadeModel model = Model("1.0.0", [1]).WithExact("two.gguf", Noise.Of(2), Noise.Of(3));
        PackageItem package = fixture.Restore(model);
        Assert.SkipWhen(fixture.Run(package).Placed.ContainsKey(PlacementKind.Clone), "Blocks are shared here.");
        Directory.Delete(fixture.Packages, recursive: true);
        Directory.Delete(Path.Combine(fixture.Store, "files"), recursive: true);
        fixture.Restore(model);

        MaterializationResult result = fixture.Run(package);

        Assert.Empty(result.Problems);
        Assert.True(FileStamp.Read(model.PayloadFile(fixture.Packages, Noise.Of(1)), follow: false).IsSameFileAs(FileStamp.Read(fixture.OutputOf("Contoso.M/enc/.shards/" + Name(1)), follow: false)));
        Assert.Equal(2u, FileStamp.Read(fixture.OutputOf("Contoso.M/two.gguf"), follow: false).Links);
        Assert.True(fixture.Run(package).WasUpToDate);
    }

    [Fact]
    public void PayloadsAreFoundInFallbackFoldersAndBesideTheModel()
    {
        HandMadeModel model = Model("1.0.0", [1, 2]);
        PackageItem package = fixture.Restore(model);
        string fallback = Directory.CreateDirectory(fixture["fallback"]).FullName;
        string folder = model.PayloadFolder(fixture.Packages, Noise.Of(2));
        Directory.Move(Path.GetDirectoryName(folder)!, Path.Combine(fallback, Path.GetFileName(Path.GetDirectoryName(folder)!)));
        fixture.PackageFolders = $"{fixture["empty"]};{fallback}";

        MaterializationResult result = fixture.Run(package);

        Assert.Empty(result.Problems);
        Assert.Equal(4, fixture.Files().Length);
    }

    [Fact]
    public void AnotherRevisionOfAPayloadServesAsWell()
    {
        HandMadeModel model = Model("1.0.0", [1]);
        PackageItem package = fixture.Restore(model);
        string folder = model.PayloadFolder(fixture.Packages, Noise.Of(1));
        Directory.Move(folder, Path.Combine(Path.GetDirectoryName(folder)!, "1.0.1"));

        Assert.Empty(fixture.Run(package).Problems);
    }

    [Fact]
    public void OnAnotherFileSystemFilesAreCopied()
    {
        string? other = OtherFileSystem();
        Assert.SkipWhen(other is null, "There is no second file system.");
        fixture.Output = other!;
        try
        {
            PackageItem package = fixture.Restore(Model("1.0.0", [1, 2]).WithExact("x.gguf", Noise.Of(3), Noise.Of(4)));

            MaterializationResult result = fixture.Run(package);

            Assert.Empty(result.Problems);
            Assert.Equal([PlacementKind.Copy], result.Placed.Keys);
            Assert.Empty(ModelPackage.Load("Contoso.M", fixture.Output).Verify(TestContext.Current.CancellationToken));
            Assert.True(fixture.Run(package).WasUpToDate);
        }
        finally
        {
            Directory.Delete(other!, recursive: true);
        }
    }

    [Fact]
    public void AProcessThatHasOldWeightsMappedKeepsThem()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There a mapped file cannot be replaced; that is MP6010.");
        fixture.Run(fixture.Restore(Model("1.0.0", [1, 2]).WithExact("x.gguf", Noise.Of(3))));
        using MemoryMappedFile exact = MemoryMappedFile.CreateFromFile(fixture.OutputOf("Contoso.M/x.gguf"), FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        using MemoryMappedFile shard = MemoryMappedFile.CreateFromFile(fixture.OutputOf("Contoso.M/enc/.shards/" + Name(2)), FileMode.Open, null, 0, MemoryMappedFileAccess.Read);

        Assert.Empty(fixture.Run(fixture.Restore(Model("1.1.0", [1, 5]).WithExact("x.gguf", Noise.Of(6)))).Problems);

        Assert.Equal(Noise.Of(3), Content(exact));
        Assert.Equal(Noise.Of(2), Content(shard));
        Assert.Equal(Noise.Of(6), File.ReadAllBytes(fixture.OutputOf("Contoso.M/x.gguf")));
        Assert.False(File.Exists(fixture.OutputOf("Contoso.M/enc/.shards/" + Name(2))));
    }

    [Fact]
    public void FilesOfAModelThatIsDroppedGoAlsoWhereNothingIsRemembered()
    {
        fixture.Run(fixture.Restore(Model("1.0.0", [1, 2])));
        Directory.Delete(fixture.Store, recursive: true);

        fixture.Run(fixture.Restore(new HandMadeModel("Contoso.N", "1.0.0").With("n.onnx", "n")));

        Assert.Equal(["models/Contoso.N/modelpack.json", "models/Contoso.N/n.onnx"], fixture.Files());
        Assert.False(Directory.Exists(fixture.OutputOf("Contoso.M")));
    }

    [Fact]
    public void ShardsOfTheFormerVersionGoAlsoWhereNothingIsRemembered()
    {
        fixture.Run(fixture.Restore(Model("1.0.0", [1, 2])));
        Directory.Delete(fixture.Store, recursive: true);

        Assert.Empty(fixture.Run(fixture.Restore(Model("1.1.0", [1, 3]))).Problems);

        Assert.Equal(Shards(1, 3), fixture.Files().Where(file => file.EndsWith(".bin", StringComparison.Ordinal)));
    }

    [Fact]
    public void PublishedShardsAreFilesOfTheirOwn()
    {
        PackageItem package = fixture.Restore(Model("1.0.0", [1, 2]).WithExact("x.gguf", Noise.Of(3), Noise.Of(4)));
        fixture.Run(allowHardLinks: true, package);

        Assert.Empty(fixture.Run(allowHardLinks: false, package).Problems);

        Assert.All(fixture.Files(), file => Assert.Equal(1u, FileStamp.Read(Path.Combine(fixture.Output, file), follow: false).Links));
        Assert.True(fixture.Run(allowHardLinks: false, package).WasUpToDate);
    }

    [Fact]
    public void AnUnsettledFileThatIsDeletedComesBack()
    {
        PackageItem package = fixture.Restore(Model("1.0.0", [1]));
        fixture.Run(package);
        File.Delete(fixture.OutputOf("Contoso.M/enc/.shards/" + Name(1)));

        Assert.Empty(fixture.Run(package).Problems);

        Assert.Equal(Noise.Of(1), File.ReadAllBytes(fixture.OutputOf("Contoso.M/enc/.shards/" + Name(1))));
    }

    public void Dispose() => fixture.Dispose();

    private static HandMadeModel Model(string version, IEnumerable<int> shards, int size = Noise.Large) =>
        new HandMadeModel("Contoso.M", version).WithTensors("enc/m.onnx", System.Text.Encoding.ASCII.GetBytes("graph " + version), [.. shards.Select(seed => Noise.Of(seed, size))]);

    private static string Name(int seed) => HandMadeModel.Sha256Of(Noise.Of(seed)) + ".bin";

    private static IEnumerable<string> Shards(params int[] seeds) => seeds.Select(seed => "models/Contoso.M/enc/.shards/" + Name(seed)).Order(StringComparer.Ordinal);

    private static byte[] Content(MemoryMappedFile file)
    {
        byte[] bytes = new byte[Noise.Large];
        using MemoryMappedViewAccessor view = file.CreateViewAccessor(0, bytes.Length, MemoryMappedFileAccess.Read);
        view.ReadArray(0, bytes, 0, bytes.Length);
        return bytes;
    }

    private string? OtherFileSystem()
    {
        const string Candidate = "/dev/shm";
        Directory.CreateDirectory(fixture.Packages);
        if (!Directory.Exists(Candidate))
        {
            return null;
        }

        string folder = Path.Combine(Candidate, "modelpack-test-" + Guid.NewGuid().ToString("n"));
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "probe"), "");
        File.WriteAllText(fixture["probe"], "");
        bool differs = FileStamp.Read(Path.Combine(folder, "probe"), follow: false).Device != FileStamp.Read(fixture["probe"], follow: false).Device;
        File.Delete(Path.Combine(folder, "probe"));
        return differs ? folder : null;
    }
}
