using ModelPack.Core.Diagnostics;
using ModelPack.Core.Packages;
using ModelPack.Core.Records;
using ModelPack.Feeds.Records;

namespace ModelPack.Feeds.Tests.Records;

/// <summary>Histories that were written anew by somebody who may push, or may delete.</summary>
public sealed class HistoryContinuityTests
{
    private static readonly string s_attestations = RecordPackages.Attestations(RecordWorkspace.Model);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TwoForgedVersionsOfAnAliasThatContinueEachOtherAreRefused()
    {
        await using RecordWorkspace workspace = await Promoted();
        AliasHistory forged = Forged(workspace, 3);
        Write(workspace, forged, 2);
        Write(workspace, forged, 3);

        Problem problem = await FeedWorkspace.Problem(() => workspace.History());

        Assert.Equal(FeedDiagnosticCodes.BadHistory, problem.Code);
        Assert.Contains("1.0.0", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TwoForgedVersionsOfRecordsThatContinueEachOtherAreRefused()
    {
        await using RecordWorkspace workspace = await RecordWorkspace.Create();
        await using RecordWorkspace other = await RecordWorkspace.Create();
        workspace.Publish("1.0.0");
        other.Publish("1.0.0");
        await workspace.Attest(AttestationTypes.Incident, "1.0.0", "alice", reason: "true");
        foreach (string reason in (string[])["one", "two", "three"])
        {
            await other.Attest(AttestationTypes.Incident, "1.0.0", "mallory", reason: reason);
        }

        Copy(other, workspace, s_attestations, "2.0.0");
        Copy(other, workspace, s_attestations, "3.0.0");

        Problem problem = await FeedWorkspace.Problem(() => workspace.Feeds().Reader.ReadAttestationsAsync(RecordWorkspace.Model, Token));

        Assert.Equal(FeedDiagnosticCodes.BadHistory, problem.Code);
        Assert.Contains("version 1.0.0", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AHistoryThatWasReadIsNotReplacedByAnother(bool longer)
    {
        await using RecordWorkspace workspace = await Promoted();
        await workspace.Promote("1.1.0");
        await workspace.History();
        AliasHistory forged = Forged(workspace, 3);
        workspace.Delete(RecordWorkspace.Alias, "1.0.0");
        workspace.Delete(RecordWorkspace.Alias, "2.0.0");
        Write(workspace, forged, longer ? 3 : 1);

        Problem problem = await FeedWorkspace.Problem(() => workspace.History());

        Assert.Equal(FeedDiagnosticCodes.BadHistory, problem.Code);
        Assert.Contains("record 2", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AHistoryThatIsGoneIsToldUntilItIsForgotten()
    {
        await using RecordWorkspace workspace = await Promoted();
        await workspace.History();
        workspace.Delete(RecordWorkspace.Alias, "1.0.0");

        Problem problem = await FeedWorkspace.Problem(() => workspace.History());
        string file = HistoryMemory.Open().FileOf(workspace.Feeds().RecordSource, RecordWorkspace.Alias)!;
        Assert.Contains(file, problem.Message, StringComparison.Ordinal);
        File.Delete(file);

        Assert.Null(await workspace.Feeds().Reader.ReadAliasAsync(RecordWorkspace.Model, "Production", Token));
    }

    [Fact]
    public async Task WhatWasVerifiedIsNotReadAgain()
    {
        await using RecordWorkspace workspace = await Promoted("http");
        await workspace.Promote("1.1.0");
        await workspace.History();
        workspace.Http!.ClearRequests();

        await workspace.History();

        Assert.DoesNotContain(workspace.Http.Requests, request => request.Path.EndsWith("1.0.0.nupkg", StringComparison.OrdinalIgnoreCase));
        Assert.Contains(workspace.Http.Requests, request => request.Path.EndsWith("2.0.0.nupkg", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("")]
    [InlineData("ModelPack history 1\t9\tsha256:0\t0\n")]
    [InlineData(null)]
    public async Task DamagedMemoryIsNone(string? text)
    {
        await using RecordWorkspace workspace = await Promoted();
        await workspace.History();
        string file = HistoryMemory.Open().FileOf(workspace.Feeds().RecordSource, RecordWorkspace.Alias)!;
        File.Delete(file);
        if (text is null)
        {
            Directory.CreateDirectory(file);
        }
        else
        {
            await File.WriteAllTextAsync(file, text, Token);
        }

        Assert.Equal(1, (await workspace.History()).Newest.Sequence);
    }

    [Fact]
    public void OfVeryManyVersionsTheNewestAndSomeOfAllAgesAreRead()
    {
        IReadOnlyList<int> chosen = HistoryContinuity.Choose([.. Enumerable.Range(1, 5000)]);

        Assert.Equal(200, chosen.Count);
        Assert.Equal(1, chosen[0]);
        Assert.Equal(chosen.Distinct().Order(), chosen);
        Assert.Equal(Enumerable.Range(4901, 100), chosen.Skip(100));
        Assert.True(chosen.Zip(chosen.Skip(1)).All(pair => pair.Second - pair.First <= 50));
        Assert.Equal(200, HistoryContinuity.Choose([.. Enumerable.Range(1, 200)]).Count);
    }

    private static async Task<RecordWorkspace> Promoted(string kind = "flat")
    {
        RecordWorkspace workspace = await RecordWorkspace.Create(kind);
        workspace.Publish("1.0.0");
        workspace.Publish("1.1.0");
        await workspace.Promote("1.0.0");
        return workspace;
    }

    /// <summary>Another history of the alias, right by itself, that serves 1.1.0.</summary>
    private static AliasHistory Forged(RecordWorkspace workspace, int count)
    {
        AliasHistory history = AliasHistory.Begin(RecordWorkspace.Model, "Production");
        using NupkgContent content = new(new MemoryStream(workspace.Bytes(RecordWorkspace.Model, "1.1.0")), "model");
        for (int number = 1; number <= count; number++)
        {
            history = history.Append(number, new PromotionRecord { Action = PromotionActions.Promote, Model = RecordSubject.Of(PackageManifests.Read(content)), Actor = new RecordActor { Name = "mallory" }, Reason = $"forged {number}" });
        }

        return history;
    }

    private static void Write(RecordWorkspace workspace, AliasHistory history, int number)
    {
        using NupkgContent content = new(new MemoryStream(workspace.Bytes(RecordWorkspace.Model, "1.1.0")), "model");
        AliasHistory upTo = new() { Alias = history.Alias, Stage = history.Stage, Model = history.Model, Records = [.. history.Records.Take(number)] };
        using FileStream stream = new(workspace.Workspace[$"source/{RecordWorkspace.Alias}.{number}.0.0.nupkg"], FileMode.CreateNew);
        AliasPackageWriter.Write(stream, content, upTo);
    }

    private static void Copy(RecordWorkspace from, RecordWorkspace to, string id, string version) =>
        File.WriteAllBytes(to.Workspace[$"source/{id}.{version}.nupkg"], from.Bytes(id, version));
}
