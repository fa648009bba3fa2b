using ModelPack.Files;
using ModelPack.Runtime.Tasks;
using ModelPack.Runtime.Tasks.Files;
using ModelPack.Runtime.Tasks.Materialization;
using ModelPack.Runtime.Tasks.Packages;

namespace ModelPack.Runtime.Tests.Tasks;

public sealed class MaterializerTests : IDisposable
{
    private static readonly string s_big = new('1', (int)FilePlacer.SmallFile);

    private readonly MaterializerFixture fixture = new();

    [Fact]
    public void ASecondRunReadsNoFile()
    {
        PackageItem package = fixture.Restore(Model("1.0.0", s_big));
        fixture.Run(package);

        MaterializationResult second = fixture.Run(package);

        Assert.True(second.WasUpToDate);
        Assert.Equal(0, second.Digested);
        Assert.Equal(2, second.Files.Count);
    }

    [Fact]
    public void EqualSizeAndTimeButOtherContentIsPutRight()
    {
        PackageItem package = fixture.Restore(Model("1.0.0", "right"));
        fixture.Run(package);
        string file = Path.Combine(fixture.Output, "models", "M", "m.onnx");
        DateTime time = File.GetLastWriteTimeUtc(file);
        File.Delete(file);
        File.WriteAllText(file, "wrong");
        File.SetLastWriteTimeUtc(file, time);

        MaterializationResult result = fixture.Run(package);

        Assert.Empty(result.Problems);
        Assert.Equal("right", fixture.Read("M/m.onnx"));
    }

    [Fact]
    public void AnUpgradeWithEqualSizesAndTimesBringsTheNewBytes()
    {
        fixture.Run(fixture.Restore(Model("1.0.0", "one").With("old/x", "1")));

        fixture.Run(fixture.Restore(Model("1.1.0", "two")));

        Assert.Equal(["models/M/m.onnx", "models/M/modelpack.json"], fixture.Files());
        Assert.Equal("two", fixture.Read("M/m.onnx"));
        Assert.False(Directory.Exists(Path.Combine(fixture.Output, "models", "M", "old")));
    }

    [Fact]
    public void WithoutAWritableStoreEverythingWorksAndIsDigested()
    {
        File.WriteAllText(fixture["file"], "");
        fixture.Store = Path.Combine(fixture["file"], "store");
        PackageItem package = fixture.Restore(Model("1.0.0", s_big));
        fixture.Run(package);

        MaterializationResult second = fixture.Run(package);

        Assert.Empty(second.Problems);
        Assert.False(second.WasUpToDate);
        Assert.Empty(second.Placed);
    }

    [Fact]
    public void LargePackageFilesAreNotCopiedAndSmallOnesAre()
    {
        MaterializationResult result = fixture.Run(fixture.Restore(Model("1.0.0", s_big)));

        Assert.Equal(1, result.Placed.GetValueOrDefault(PlacementKind.HardLink) + result.Placed.GetValueOrDefault(PlacementKind.Clone));
        Assert.Equal(1, result.Placed[PlacementKind.Copy]);
    }

    [Fact]
    public void WhereHardLinksAreNotAllowedALinkIsReplacedByAFileOfItsOwn()
    {
        PackageItem package = fixture.Restore(Model("1.0.0", s_big));
        fixture.Run(allowHardLinks: true, package);

        fixture.Run(allowHardLinks: false, package);

        Assert.Equal(1u, FileStamp.Read(Path.Combine(fixture.Output, "models", "M", "m.onnx"), follow: false).Links);
        Assert.True(fixture.Run(allowHardLinks: false, package).WasUpToDate);
    }

    [Fact]
    public void ASymbolicLinkInTheOutputIsReplaced()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege there.");
        PackageItem package = fixture.Restore(Model("1.0.0", s_big));
        fixture.Run(package);
        string file = Path.Combine(fixture.Output, "models", "M", "m.onnx");
        File.Delete(file);
        File.CreateSymbolicLink(file, Path.Combine(package.FilesRoot, "m.onnx"));

        fixture.Run(package);

        Assert.Null(new FileInfo(file).LinkTarget);
    }

    [Fact]
    public void ADamagedPackageFileIsRefusedAndNothingWrongStays()
    {
        PackageItem package = fixture.Restore(Model("1.0.0", s_big));
        fixture.Run(package);
        using (FileStream stream = File.OpenWrite(Path.Combine(package.FilesRoot, "m.onnx")))
        {
            stream.WriteByte((byte)'x');
        }

        MaterializationResult result = fixture.Run(package);

        Assert.Equal(RuntimeDiagnosticCodes.PackageFileDamaged, Assert.Single(result.Problems).Code);

        // Without its manifest a service does not even start on what is left.
        Assert.Empty(fixture.Files());
    }

    [Fact]
    public void AMissingPackageFileIsNamed()
    {
        PackageItem package = fixture.Restore(Model("1.0.0", "x"));
        File.Delete(Path.Combine(package.FilesRoot, "m.onnx"));

        MaterializationResult result = fixture.Run(package);

        Assert.Equal(RuntimeDiagnosticCodes.PackageFileMissing, Assert.Single(result.Problems).Code);
        Assert.Contains("'m.onnx' of model 'M 1.0.0'", result.Problems[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatAnInterruptedRunLeftGoesAtTheNext()
    {
        PackageItem first = fixture.Restore(Model("1.0.0", "one"));
        fixture.Run(first);
        PackageItem second = fixture.Restore(Model("1.1.0", "two").With("new/file", "n").With("z", "z"));
        File.Delete(Path.Combine(second.FilesRoot, "z"));
        fixture.Run(second);
        File.WriteAllText(Path.Combine(fixture.Output, "models", "M", ".2147483600.0.modelpack~"), "half");
        Assert.Contains("models/M/new/file", fixture.Files());

        MaterializationResult result = fixture.Run(first);

        Assert.Empty(result.Problems);
        Assert.Equal(["models/M/m.onnx", "models/M/modelpack.json"], fixture.Files());
        Assert.Equal("one", fixture.Read("M/m.onnx"));
    }

    [Fact]
    public void ACancelledRunLeavesNoHalfFileAndTheNextOneFinishes()
    {
        PackageItem package = fixture.Restore(Model("1.0.0", s_big));
        using CancellationTokenSource cancelled = new();
        cancelled.Cancel();

        Assert.Throws<OperationCanceledException>(() => fixture.Run(cancelled.Token, package));

        Assert.Empty(fixture.Files());
        Assert.Empty(fixture.Run(package).Problems);
        Assert.Equal(2, fixture.Files().Length);
    }

    [Fact]
    public void ADamagedRecordIsNoMemory()
    {
        PackageItem package = fixture.Restore(Model("1.0.0", "x"));
        fixture.Run(package);
        string record = Assert.Single(Directory.GetFiles(Path.Combine(fixture["store"], "outputs"), "*.tsv"));
        File.WriteAllText(record, File.ReadAllText(record)[..^5]);

        MaterializationResult result = fixture.Run(package);

        Assert.False(result.WasUpToDate);
        Assert.Empty(result.Problems);
        Assert.True(fixture.Run(package).WasUpToDate);
    }

    [Fact]
    public void AModelThatIsNoLongerReferencedGoesAndOthersStay()
    {
        PackageItem kept = fixture.Restore(Model("1.0.0", "x"));
        PackageItem dropped = fixture.Restore(new HandMadeModel("N", "1.0.0").With("n.onnx", "n"));
        fixture.Run(kept, dropped);
        string own = Path.Combine(fixture.Output, "models", "M", "cache.engine");
        File.WriteAllText(own, "made by the service");

        fixture.Run(kept);

        Assert.Equal(["models/M/cache.engine", "models/M/m.onnx", "models/M/modelpack.json"], fixture.Files());
    }

    [Fact]
    public void TwoProjectsMayBuildIntoOneFolder()
    {
        PackageItem mine = fixture.Restore(Model("1.0.0", "x"));
        PackageItem theirs = fixture.Restore(new HandMadeModel("N", "1.0.0").With("n.onnx", "n"));
        fixture.Run(mine);

        fixture.RunAs("/repo/other/other.csproj", true, theirs);

        Assert.True(fixture.Run(mine).WasUpToDate);
        Assert.Equal(4, fixture.Files().Length);
    }

    [Fact]
    public void ManyRunsAtOnceIntoOneFolderLeaveTheRightFiles()
    {
        PackageItem package = fixture.Restore(Model("1.0.0", s_big).With("b", new string('b', 200_000)));

        Parallel.For(0, 8, _ => Assert.Empty(fixture.Run(package).Problems));

        Assert.Equal(["models/M/b", "models/M/m.onnx", "models/M/modelpack.json"], fixture.Files());
        Assert.Equal(s_big, fixture.Read("M/m.onnx"));
    }

    [Fact]
    public void AFileMayBecomeAFolderAndBack()
    {
        PackageItem file = fixture.Restore(new HandMadeModel("M", "1.0.0").With("a", "x"));
        PackageItem folder = fixture.Restore(new HandMadeModel("M", "1.1.0").With("a/b", "y"));
        fixture.Run(file);

        Assert.Empty(fixture.Run(folder).Problems);
        Assert.Empty(fixture.Run(file).Problems);

        Assert.Equal("x", fixture.Read("M/a"));
    }

    [Fact]
    public void AFolderThatCannotBeWrittenIsOneProblemPerFile()
    {
        PackageItem package = fixture.Restore(Model("1.0.0", "x"));
        Directory.CreateDirectory(Path.Combine(fixture.Output, "models"));
        File.WriteAllText(Path.Combine(fixture.Output, "models", "M"), "a file");

        MaterializationResult result = fixture.Run(package);

        Assert.All(result.Problems, problem => Assert.Equal(RuntimeDiagnosticCodes.OutputNotWritable, problem.Code));
        Assert.NotEmpty(result.Problems);
    }

    public void Dispose() => fixture.Dispose();

    private static HandMadeModel Model(string version, string content) => new HandMadeModel("M", version).With("m.onnx", content);
}
