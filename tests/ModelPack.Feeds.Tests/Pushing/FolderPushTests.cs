using System.IO.Compression;
using System.Security.Cryptography;
using ModelPack.Core.Diagnostics;
using ModelPack.Feeds.Pushing;
using ModelPack.Testing.Feeds;
using NuGet.Versioning;

namespace ModelPack.Feeds.Tests.Pushing;

public sealed class FolderPushTests : IDisposable
{
    private readonly FeedWorkspace _workspace = new FeedWorkspace().FlatSource();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task AnEmptyFolderIsFilledFlat()
    {
        string package = _workspace.Package("Contoso.A", "1.2", ("a.txt", [1]));

        PushOutcome outcome = await Pusher().PushPackageAsync(package, Token);

        Assert.Equal(PushOutcome.Pushed, outcome);
        Assert.Equal([Path.Combine(_workspace.Flat, "Contoso.A.1.2.0.nupkg")], Directory.EnumerateFileSystemEntries(_workspace.Flat));
        Assert.Equal(await File.ReadAllBytesAsync(package, Token), await File.ReadAllBytesAsync(Path.Combine(_workspace.Flat, "Contoso.A.1.2.0.nupkg"), Token));
    }

    [Fact]
    public async Task AHierarchicalFolderIsFilledAsNuGetAddDoes()
    {
        TestPackage.WriteHierarchical(_workspace.Flat, "Contoso.Other", "1.0.0");
        string package = _workspace.Package("Contoso.A", "1.2", ("modelpack/modelpack.json", [1]));

        PushOutcome outcome = await Pusher().PushPackageAsync(package, Token);

        string place = Path.Combine(_workspace.Flat, "contoso.a", "1.2.0");
        Assert.Equal(PushOutcome.Pushed, outcome);
        Assert.Equal([".nupkg.metadata", "contoso.a.1.2.0.nupkg", "contoso.a.1.2.0.nupkg.sha512", "contoso.a.nuspec"], Directory.EnumerateFileSystemEntries(place).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal([place], Directory.EnumerateFileSystemEntries(Path.Combine(_workspace.Flat, "contoso.a")));
        byte[] bytes = await File.ReadAllBytesAsync(package, Token);
        Assert.Equal(Convert.ToBase64String(SHA512.HashData(bytes)), await File.ReadAllTextAsync(Path.Combine(place, "contoso.a.1.2.0.nupkg.sha512"), Token));
        Assert.Equal(bytes, await File.ReadAllBytesAsync(Path.Combine(place, "contoso.a.1.2.0.nupkg"), Token));
        await _workspace.Locator().FetchAsync("Contoso.A", new NuGetVersion("1.2.0"), Token);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TheSameContentIsLeftAloneAndAnotherIsRefused(bool hierarchical)
    {
        Prepare(hierarchical);
        string package = _workspace.Package("Contoso.A", "1.0.0", ("a.txt", [1]), ("b/c d.txt", [2]));
        await Pusher().PushPackageAsync(package, Token);
        string[] before = Tree();
        // The same content in another archive, with what a feed puts in.
        Rewrite(package, archive => archive.CreateEntry(".signature.p7s"));

        PushOutcome same = await Pusher().PushPackageAsync(package, Token);
        _workspace.Package("Contoso.A", "1.0", ("a.txt", [1]), ("b/c d.txt", [3]));
        Problem other = await FeedWorkspace.Problem(() => Pusher().PushPackageAsync(_workspace["out/Contoso.A.1.0.nupkg"], Token));
        _workspace.Package("Contoso.A", "1.0.0", ("a.txt", [1]));
        Problem fewer = await FeedWorkspace.Problem(() => Pusher().PushPackageAsync(package, Token));
        Problem dry = await FeedWorkspace.Problem(() => Pusher(dryRun: true).PushPackageAsync(package, Token));

        Assert.Equal(PushOutcome.AlreadyThere, same);
        Assert.All([other, fewer, dry], problem => Assert.Equal(FeedDiagnosticCodes.Conflict, problem.Code));
        Assert.Contains("its 'Contoso.A.nuspec' is another", other.Message, StringComparison.Ordinal);
        Assert.Contains("it has 'b/c d.txt' besides", fewer.Message, StringComparison.Ordinal);
        Assert.Equal(before, Tree());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OfManyWritersOneWinsAndTheOthersAreToldWhetherTheyHadTheSame(bool hierarchical)
    {
        Prepare(hierarchical);
        string[] packages = [.. Enumerable.Range(0, 16).Select(i => TestPackage.WriteFlat(_workspace[$"out{i}"], "Contoso.A", "1.0.0", ("a.txt", [(byte)(i / 2)])))];

        object[] outcomes = await Task.WhenAll(packages.Select(package => Task.Run(() => Outcome(package), Token)));

        Assert.Single(outcomes, PushOutcome.Pushed);
        Assert.Single(outcomes, PushOutcome.AlreadyThere);
        Assert.Equal(14, outcomes.Count(outcome => outcome is FeedDiagnosticCodes.Conflict));
        Assert.Single(Tree(), path => path.EndsWith("1.0.0.nupkg", StringComparison.OrdinalIgnoreCase) && path.Contains("ontoso.a", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(Tree(), path => path.Contains(".modelpack-push-", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task APayloadIsItsContent(bool hierarchical)
    {
        Prepare(hierarchical);
        (string package, ModelPayload payload) = _workspace.Payload(1);
        PushOutcome first = await Pusher().PushPackageAsync(package, Token);
        PushOutcome second = await Pusher().PushPackageAsync(package, Token);
        Rewrite(package, archive => archive.CreateEntry("README.md"));
        Rewrite(package, archive => archive.GetEntry("README.md")!.Delete());
        PushOutcome repacked = await Pusher().PushPackageAsync(package, Token);
        await File.WriteAllBytesAsync(package, TestPackage.Bytes(payload.Id, payload.Version, ($"shard/{payload.Sha256}.bin", new byte[5_000])), Token);
        Problem wrong = await FeedWorkspace.Problem(() => Pusher().PushPackageAsync(package, Token));

        Assert.Equal([PushOutcome.Pushed, PushOutcome.AlreadyThere, PushOutcome.AlreadyThere], [first, second, repacked]);
        Assert.Equal(FeedDiagnosticCodes.Conflict, wrong.Code);
        Assert.Contains("ModelPackPayloadRevision", wrong.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task APayloadWithAnotherContentThanItsNameSaysIsNeverPushed(bool hierarchical, bool repacked)
    {
        Prepare(hierarchical);
        (string package, ModelPayload payload) = _workspace.Payload(1, 300_000);
        if (repacked)
        {
            await File.WriteAllBytesAsync(package, TestPackage.Bytes(payload.Id, payload.Version, ($"shard/{payload.Sha256}.bin", new byte[300_000])), Token);
        }

        byte[] bytes = await File.ReadAllBytesAsync(package, Token);
        bytes[200_000] ^= 1;
        await File.WriteAllBytesAsync(package, bytes, Token);
        string[] before = Tree();

        Problem problem = await FeedWorkspace.Problem(() => Pusher().PushPackageAsync(package, Token));

        Assert.Equal(FeedDiagnosticCodes.BadPackageFile, problem.Code);
        Assert.Contains(payload.Id, problem.Message, StringComparison.Ordinal);
        Assert.Equal(before, Tree());
    }

    [Fact]
    public async Task WhatIsNoPackageIsTold()
    {
        string text = _workspace["a.nupkg"];
        await File.WriteAllTextAsync(text, "no package", Token);
        string noNuspec = _workspace["b.nupkg"];
        await File.WriteAllBytesAsync(noNuspec, TestPackage.Zip(("a", [1])), Token);

        foreach (string path in new[] { text, noNuspec, _workspace["gone.nupkg"] })
        {
            Problem problem = await FeedWorkspace.Problem(() => Pusher().PushPackageAsync(path, Token));

            Assert.Equal((FeedDiagnosticCodes.BadPackageFile, path), (problem.Code, problem.File));
        }
    }

    [Fact]
    public async Task WhatAKilledPushLeftInAHierarchicalFolderIsTold()
    {
        Prepare(hierarchical: true);
        string place = Directory.CreateDirectory(Path.Combine(_workspace.Flat, "contoso.a", "1.0.0")).FullName;
        await File.WriteAllTextAsync(Path.Combine(place, "contoso.a.nuspec"), "<half", Token);
        string package = _workspace.Package("Contoso.A", "1.0.0");

        Problem problem = await FeedWorkspace.Problem(() => Pusher().PushPackageAsync(package, Token));
        Directory.Delete(place, recursive: true);
        Directory.CreateDirectory(place);
        PushOutcome outcome = await Pusher().PushPackageAsync(package, Token);

        Assert.Equal(FeedDiagnosticCodes.NotPushable, problem.Code);
        Assert.Contains(place, problem.Message, StringComparison.Ordinal);
        Assert.Equal(PushOutcome.Pushed, outcome);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WhatKilledPushesLeftIsRemovedByTheNext(bool hierarchical)
    {
        Prepare(hierarchical);
        string package = _workspace.Package("Contoso.A", "1.0.0");
        string place = hierarchical ? Directory.CreateDirectory(Path.Combine(_workspace.Flat, "contoso.a")).FullName : _workspace.Flat;
        string old = Path.Combine(place, ".modelpack-push-00000000-1-x");
        string young = Path.Combine(place, ".modelpack-push-00000000-2-x");
        await File.WriteAllTextAsync(old, "half", Token);
        File.SetLastWriteTimeUtc(old, DateTime.UtcNow.AddDays(-2));
        await File.WriteAllTextAsync(young, "half", Token);

        await Pusher().PushPackageAsync(package, Token);

        Assert.False(File.Exists(old));
        Assert.True(File.Exists(young));
    }

    [Fact]
    public async Task ADamagedPackageOfTheFolderIsNotTakenForTheSame()
    {
        string package = _workspace.Package("Contoso.A", "1.0.0", ("a.txt", new byte[10_000]));
        await File.WriteAllBytesAsync(Path.Combine(_workspace.Flat, "contoso.a.1.0.nupkg"), (await File.ReadAllBytesAsync(package, Token))[..5_000], Token);

        Problem problem = await FeedWorkspace.Problem(() => Pusher().PushPackageAsync(package, Token));

        Assert.Equal(FeedDiagnosticCodes.DamagedPackage, problem.Code);
    }

    [Fact]
    public async Task ADryRunWritesNothing()
    {
        PushOutcome outcome = await Pusher(dryRun: true).PushPackageAsync(_workspace.Package("Contoso.A", "1.0.0"), Token);

        Assert.Equal(PushOutcome.WouldPush, outcome);
        Assert.Empty(Tree());
    }

    [Fact]
    public async Task AFolderThatIsNotThereIsTold()
    {
        string package = _workspace.Package("Contoso.A", "1.0.0");
        _workspace.Source("gone", _workspace["gone"]);

        Problem configured = await FeedWorkspace.Problem(() => new PackagePusher(_workspace.Load(), "gone", PushWorkspace.Quick).PushPackageAsync(package, Token));
        Problem named = await FeedWorkspace.Problem(() => new PackagePusher(_workspace.Load(), _workspace["other"], PushWorkspace.Quick).PushPackageAsync(package, Token));

        Assert.Equal(FeedDiagnosticCodes.Unreachable, configured.Code);
        Assert.Equal(FeedDiagnosticCodes.NoSuchSource, named.Code);
    }

    private static void Rewrite(string package, Action<ZipArchive> change)
    {
        using ZipArchive archive = ZipFile.Open(package, ZipArchiveMode.Update);
        change(archive);
    }

    private async Task<object> Outcome(string package)
    {
        try
        {
            return await Pusher().PushPackageAsync(package, Token);
        }
        catch (ModelPackException exception)
        {
            return exception.Problem.Code;
        }
    }

    private void Prepare(bool hierarchical)
    {
        if (hierarchical)
        {
            TestPackage.WriteHierarchical(_workspace.Flat, "Contoso.Other", "1.0.0");
        }
    }

    private PackagePusher Pusher(bool dryRun = false) => new(_workspace.Load(), "flat", new PushOptions
    {
        Feed = FeedWorkspace.Quick,
        DryRun = dryRun,
        ConfirmDelay = TimeSpan.FromMilliseconds(1),
    });

    private string[] Tree() => [.. Directory.EnumerateFileSystemEntries(_workspace.Flat, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
}
