using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Records;
using ModelPack.Feeds.Records;
using ModelPack.Feeds.Tests.Records;

namespace ModelPack.Feeds.Tests.Promotion;

/// <summary>Histories and records that cannot be right: damaged, edited, forged, brought from elsewhere.</summary>
public sealed class AliasHistoryTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("flat")]
    [InlineData("hierarchical")]
    public async Task ANewestRecordThatIsDamagedIsNotPassedOver(string kind)
    {
        await using RecordWorkspace workspace = await RecordWorkspace.Create(kind);
        workspace.Publish("1.0.0");
        workspace.Publish("1.1.0");
        await workspace.Promote("1.0.0");
        await workspace.Promote("1.1.0");
        await workspace.Revoke("1.0.0");
        string revocations = RecordPackages.Revocations(RecordWorkspace.Model);
        workspace.Overwrite(revocations, "1.0.0", bytes => bytes[..(bytes.Length / 2)]);

        Problem promoted = await FeedWorkspace.Problem(() => workspace.Promote("1.0.0", "Staging"));
        workspace.Overwrite(RecordWorkspace.Alias, "2.0.0", _ => []);
        Problem read = await FeedWorkspace.Problem(() => workspace.History());

        Assert.Equal((FeedDiagnosticCodes.DamagedPackage, FeedDiagnosticCodes.DamagedPackage), (promoted.Code, read.Code));
    }

    [Theory]
    [InlineData("\"1\\.0\\.0", "\"1.9.0")]
    [InlineData("\"sha256:", "\"sha256:0")]
    public async Task ANewestRecordThatWasEditedIsNotThatOfItsPackage(string text, string edited)
    {
        await using RecordWorkspace workspace = await RecordWorkspace.Create();
        workspace.Publish("1.0.0");
        await workspace.Promote("1.0.0");
        Forge(workspace.Workspace[$"source/{RecordWorkspace.Alias}.1.0.0.nupkg"], text, edited, times: -1);

        Assert.Equal(FeedDiagnosticCodes.BadHistory, (await FeedWorkspace.Problem(() => workspace.History())).Code);
    }

    [Fact]
    public async Task RecordsOfAnotherHistoryAreRefused()
    {
        await using RecordWorkspace workspace = await RecordWorkspace.Create();
        await using RecordWorkspace other = await RecordWorkspace.Create();
        foreach (RecordWorkspace place in new[] { workspace, other })
        {
            place.Publish("1.0.0");
            place.Publish("1.1.0");
        }

        await workspace.Revoke("1.0.0");
        await other.Revoke("1.1.0", "mine");
        await other.Revoke("1.0.0", "mine");
        await workspace.Promote("1.1.0", "Staging");
        string revocations = RecordPackages.Revocations(RecordWorkspace.Model);
        await File.WriteAllBytesAsync(workspace.Workspace[$"source/{revocations}.2.0.0.nupkg"], other.Bytes(revocations, "2.0.0"), Token);

        Assert.Equal(FeedDiagnosticCodes.BadHistory, (await FeedWorkspace.Problem(() => workspace.Promote("1.0.0"))).Code);
    }

    [Fact]
    public async Task AForgedHistoryIsRefused()
    {
        await using RecordWorkspace workspace = await RecordWorkspace.Create();
        workspace.Publish("1.0.0");
        workspace.Publish("1.1.0");
        await workspace.Promote("1.0.0");
        await workspace.Promote("1.1.0");
        Forge(workspace.Workspace[$"source/{RecordWorkspace.Alias}.2.0.0.nupkg"], "carol", "mallory", times: 1);

        Problem problem = await FeedWorkspace.Problem(() => workspace.Promote("1.0.0"));

        Assert.Equal(FeedDiagnosticCodes.BadHistory, problem.Code);
        Assert.Contains("was changed", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AHistoryThatBeginsAnewIsRefused()
    {
        await using RecordWorkspace workspace = await RecordWorkspace.Create();
        workspace.Publish("1.0.0");
        workspace.Publish("1.1.0");
        await workspace.Promote("1.0.0");
        await workspace.Promote("1.1.0");
        string file = workspace.Workspace[$"source/{RecordWorkspace.Alias}.3.0.0.nupkg"];
        using (ModelPack.Core.Packages.NupkgContent content = new(workspace.Workspace[$"source/{RecordWorkspace.Model}.1.1.0.nupkg"]))
        {
            PromotionRecord record = new() { Action = PromotionActions.Promote, Model = RecordSubject.Of(ModelPack.Core.Packages.PackageManifests.Read(content)), Actor = new RecordActor { Name = "mallory" } };
            await using FileStream stream = new(file, FileMode.CreateNew);
            AliasPackageWriter.Write(stream, content, AliasHistory.Begin(RecordWorkspace.Model, "Production").Append(3, record));
        }

        Problem problem = await FeedWorkspace.Problem(() => workspace.Promote("1.0.0"));

        Assert.Equal(FeedDiagnosticCodes.BadHistory, problem.Code);
        Assert.Contains("2.0.0", problem.Message, StringComparison.Ordinal);
    }

    /// <summary>Changes a text in the history of an alias package.</summary>
    private static void Forge(string file, string text, string other, int times)
    {
        using ZipArchive archive = ZipFile.Open(file, ZipArchiveMode.Update);
        using Stream stream = archive.GetEntry(AliasHistory.Entry)!.Open();
        using StreamReader reader = new(stream);
        string history = reader.ReadToEnd();
        byte[] forged = Encoding.UTF8.GetBytes(new Regex(text).Replace(history, other, times));
        stream.SetLength(0);
        stream.Write(forged);
    }
}
