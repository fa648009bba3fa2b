using ModelPack.Core.Diagnostics;
using ModelPack.Feeds.Configuration;
using NuGet.Common;

namespace ModelPack.Feeds.Tests;

public sealed class LockFolderTests
{
    [Fact]
    public void AFolderThatCannotBeWrittenIsToldAtOnce()
    {
        using TempFolder folder = new("locks");
        folder.Write("file", "");

        Problem problem = Assert.Throws<ModelPackException>(() => LockFolder.Require(folder["file/lock"])).Problem;

        Assert.Equal(FeedDiagnosticCodes.TemporaryFolder, problem.Code);
        Assert.Contains(folder["file/lock"], problem.Message, StringComparison.Ordinal);
        Assert.Contains("NUGET_SCRATCH", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFolderThatCanBeWrittenStaysAsItIs()
    {
        using TempFolder folder = new("locks");

        LockFolder.Require(folder["a/lock"]);

        Assert.Empty(Directory.EnumerateFileSystemEntries(folder["a/lock"]));
    }

    [Fact]
    public async Task ItIsWhereNuGetHasIt()
    {
        string file = Path.Combine(Path.GetTempPath(), $"modelpack-{Guid.NewGuid():n}");

        string[] before = Locks();
        string[] during = await ConcurrencyUtilities.ExecuteWithFileLockedAsync(file, _ => Task.FromResult(Locks()), TestContext.Current.CancellationToken);

        Assert.NotEmpty(during.Except(before));
        static string[] Locks() => Directory.Exists(LockFolder.Path) ? Directory.GetFiles(LockFolder.Path) : [];
    }
}
