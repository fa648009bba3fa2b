using ModelPack.Files;
using ModelPack.Runtime.Tasks;
using ModelPack.Runtime.Tasks.Diagnostics;
using ModelPack.Runtime.Tasks.Files;
using ModelPack.Runtime.Tasks.Materialization;
using ModelPack.Runtime.Tasks.Packages;
using ModelPack.Runtime.Tests.Tasks;

namespace ModelPack.Runtime.Tests.LargeModels;

/// <summary>Files of several shards are put together once per machine.</summary>
public sealed class AssemblyTests : IDisposable
{
    private readonly MaterializerFixture fixture = new();

    [Fact]
    public void AFileOfOneShardIsLinkedDirectlyAndTheStoreStaysEmpty()
    {
        HandMadeModel model = new HandMadeModel("Contoso.M", "1.0.0").WithExact("x.gguf", Noise.Of(1));

        MaterializationResult result = fixture.Run(fixture.Restore(model));

        Assert.Empty(result.Problems);
        Assert.Equal(Noise.Of(1), File.ReadAllBytes(fixture.OutputOf("Contoso.M/x.gguf")));
        Assert.Empty(fixture.Assembled());
        Assert.SkipWhen(result.Placed.ContainsKey(PlacementKind.Clone), "Blocks are shared here.");
        Assert.True(FileStamp.Read(model.PayloadFile(fixture.Packages, Noise.Of(1)), follow: false).IsSameFileAs(FileStamp.Read(fixture.OutputOf("Contoso.M/x.gguf"), follow: false)));
    }

    [Fact]
    public void AFileOfSeveralIsPutTogetherOnceAndLinkedByEachService()
    {
        HandMadeModel model = Model();
        PackageItem package = fixture.Restore(model);

        MaterializationResult first = fixture.Run(package);
        MaterializationResult second = fixture.RunInto("other", package);

        Assert.Empty(first.Problems);
        Assert.Empty(second.Problems);
        Assert.Equal(Content(), File.ReadAllBytes(fixture.OutputOf("Contoso.M/x.gguf")));
        string sha256 = HandMadeModel.Sha256Of(Content());
        Assert.Equal([$"{sha256[..2]}/{sha256}"], fixture.Assembled().Where(file => file.Contains('/', StringComparison.Ordinal)));
        Assert.Equal(0, first.Digested);
        Assert.Equal(0, second.Digested);
        Assert.SkipWhen(first.Placed.ContainsKey(PlacementKind.Clone), "Blocks are shared here.");
        Assert.Equal(3u, FileStamp.Read(InStore(), follow: false).Links);

        // The other's link changed the file's change time: what is known of it now is looked up, nothing is read.
        Assert.Equal(0, fixture.Run(package).Digested);
        Assert.True(fixture.Run(package).WasUpToDate);
    }

    [Fact]
    public void TheSameShardMayBeInAFileTwice()
    {
        Assert.Empty(fixture.Run(fixture.Restore(new HandMadeModel("Contoso.M", "1.0.0").WithExact("x", Noise.Of(1), Noise.Of(2, 5), Noise.Of(1)))).Problems);

        Assert.Equal([.. Noise.Of(1), .. Noise.Of(2, 5), .. Noise.Of(1)], File.ReadAllBytes(fixture.OutputOf("Contoso.M/x")));
    }

    [Fact]
    public void ShardsThatAreRightButNotTheFileAreTheAuthorsFault()
    {
        HandMadeModel model = Model();
        PackageItem package = fixture.Restore(model);
        ModelManifest manifest = ModelManifest.Load(package.Manifest);
        manifest.Files[0].Shards!.Reverse();
        File.WriteAllBytes(package.Manifest, manifest.ToUtf8Bytes());

        RuntimeProblem problem = Assert.Single(fixture.Run(package).Problems);

        Assert.Equal(RuntimeDiagnosticCodes.LayoutRefused, problem.Code);
        Assert.Empty(fixture.Files());
        Assert.Empty(fixture.Assembled());
    }

    [Fact]
    public void ADeletedStoreIsMadeAgain()
    {
        PackageItem package = fixture.Restore(Model());
        fixture.Run(package);
        Directory.Delete(Path.Combine(fixture.Store, "files"), recursive: true);

        MaterializationResult result = fixture.Run(package);

        Assert.Empty(result.Problems);
        Assert.Empty(result.Warnings);
        Assert.Equal(Content(), File.ReadAllBytes(InStore()));
        Assert.True(fixture.Run(package).WasUpToDate);
    }

    [Fact]
    public void WhereTheStoreCannotBeWrittenTheProjectsOwnFolderServes()
    {
        File.WriteAllText(fixture["file"], "");
        fixture.Store = Path.Combine(fixture["file"], "store");
        PackageItem package = fixture.Restore(Model());

        MaterializationResult result = fixture.Run(package);

        Assert.Empty(result.Problems);
        Assert.Equal(Content(), File.ReadAllBytes(fixture.OutputOf("Contoso.M/x.gguf")));
        Assert.True(Directory.Exists(fixture.Substitute));
    }

    [Fact]
    public void AFullStoreIsAnErrorThatSaysWhereSpaceIsNeeded()
    {
        PackageItem package = fixture.Restore(Model());
        Directory.CreateDirectory(Path.Combine(fixture.Store, "files"));
        File.WriteAllText(Path.GetDirectoryName(InStore())!, "a file where a folder must be");

        RuntimeProblem problem = Assert.Single(fixture.Run(package).Problems);

        Assert.Equal(RuntimeDiagnosticCodes.StoreNotWritable, problem.Code);
        Assert.Contains("MODELPACK_STORE", problem.Message, StringComparison.Ordinal);
        Assert.Equal(InStore(), problem.File);
        Assert.Empty(fixture.Files());
    }

    [Fact]
    public void ManyBuildsAtOncePutItTogetherOnce()
    {
        PackageItem package = fixture.Restore(Model());

        Parallel.For(0, 8, i => Assert.Empty(fixture.RunInto($"service{i}", package).Problems));

        Assert.Single(fixture.Assembled(), file => file.Contains('/', StringComparison.Ordinal));
        Assert.Equal(Content(), File.ReadAllBytes(InStore()));
    }

    [Fact]
    public void ABuildThatWaitsForAnotherCanBeStopped()
    {
        PackageItem package = fixture.Restore(Model());
        Directory.CreateDirectory(Path.GetDirectoryName(InStore())!);
        using FileStream other = new(InStore() + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        using CancellationTokenSource stop = new(TimeSpan.FromMilliseconds(100));

        Assert.ThrowsAny<OperationCanceledException>(() => fixture.Run(stop.Token, package));

        Assert.Empty(fixture.Files());
    }

    [Fact]
    public void WhatKilledBuildsLeftGoesAndAPartIsNeverTakenForTheWhole()
    {
        PackageItem package = fixture.Restore(Model());
        string folder = Directory.CreateDirectory(Path.GetDirectoryName(InStore())!).FullName;
        File.WriteAllText($"{InStore()}.0123{TemporaryFiles.Suffix}", "half");
        File.WriteAllText(Path.Combine(folder, new string('a', 64) + ".0123" + TemporaryFiles.Suffix), "half of another");
        File.WriteAllText(InStore() + ".lock", "");
        string busy = Path.Combine(folder, new string('b', 64));
        File.WriteAllText($"{busy}.0123{TemporaryFiles.Suffix}", "somebody is at it");
        using FileStream other = new(busy + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

        Assert.Empty(fixture.Run(package).Problems);

        Assert.Equal(Content(), File.ReadAllBytes(InStore()));
        Assert.Equal([Path.GetFileName(busy) + ".0123" + TemporaryFiles.Suffix, Path.GetFileName(InStore())], Directory.GetFiles(folder).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)).Select(Path.GetFileName).OrderByDescending(name => name!.Length));
    }

    [Fact]
    public void AReadOnlyStoreThatHasTheFileServes()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "Rights do not bind this user.");
        PackageItem package = fixture.Restore(Model());
        fixture.Run(package);
        string[] folders = [fixture.Store, .. Directory.GetDirectories(fixture.Store, "*", SearchOption.AllDirectories)];
        Allow(folders, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        try
        {
            Assert.Empty(fixture.RunInto("other", package).Problems);
            Assert.False(Directory.Exists(fixture.Substitute));
        }
        finally
        {
            Allow(folders, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    public void Dispose() => fixture.Dispose();

    private static void Allow(string[] folders, UnixFileMode mode)
    {
        foreach (string folder in folders)
        {
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(folder, mode);
            }
        }
    }

    private static byte[] Content() => [.. Noise.Of(1), .. Noise.Of(2, 70_001), .. Noise.Of(3)];

    private static HandMadeModel Model() => new HandMadeModel("Contoso.M", "1.0.0").WithExact("x.gguf", Noise.Of(1), Noise.Of(2, 70_001), Noise.Of(3));

    private string InStore()
    {
        string sha256 = HandMadeModel.Sha256Of(Content());
        return Path.Combine(fixture.Store, "files", sha256[..2], sha256);
    }
}
