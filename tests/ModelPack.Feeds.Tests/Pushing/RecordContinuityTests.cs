using ModelPack.Core.Diagnostics;
using ModelPack.Core.Records;
using ModelPack.Feeds.Copying;
using ModelPack.Feeds.Pushing;
using ModelPack.Feeds.Tests.Records;
using ModelPack.Testing.Feeds;
using NuGet.Versioning;

namespace ModelPack.Feeds.Tests.Pushing;

public sealed class RecordContinuityTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Kinds => RecordWorkspace.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task AnAliasOfAnotherHistoryIsNotPushed(string kind)
    {
        await using RecordWorkspace mine = await Promoted("carol", "1.0.0", "1.1.0");
        await using RecordWorkspace theirs = await Promoted("dave", kind, ["1.0.0"]);

        Problem newer = await FeedWorkspace.Problem(() => Push(mine, theirs, RecordWorkspace.Alias, "2.0.0"));
        Problem same = await FeedWorkspace.Problem(() => Push(mine, theirs, RecordWorkspace.Alias, "1.0.0"));

        Assert.All([newer, same], problem => Assert.Equal((FeedDiagnosticCodes.OtherHistory, FeedProblemKind.Refused), (problem.Code, FeedProblemKinds.Of(problem))));
        Assert.Contains("'Contoso.Sentiment.Production' 2.0.0 does not continue what the source", newer.Message, StringComparison.Ordinal);
        Assert.Contains("'Contoso.Sentiment.Production' 1.0.0, which is there, has another history", newer.Message, StringComparison.Ordinal);
        Assert.EndsWith("Contoso.Sentiment.Production.2.0.0.nupkg", newer.File, StringComparison.Ordinal);
        Assert.Equal("dave", Assert.Single((await theirs.History()).Records).Actor.Name);
    }

    [Fact]
    public async Task AnAliasThatIsBehindIsOfAnotherHistoryToo()
    {
        await using RecordWorkspace mine = await Promoted("carol", "1.0.0");
        await using RecordWorkspace theirs = await Promoted("dave", "1.0.0", "1.1.0");
        theirs.Delete(RecordWorkspace.Alias, "1.0.0");

        Problem problem = await FeedWorkspace.Problem(() => Copy(mine, theirs, RecordWorkspace.Alias, "1.0.0"));

        Assert.Equal(FeedDiagnosticCodes.OtherHistory, problem.Code);
        Assert.Contains("'Contoso.Sentiment.Production' 2.0.0, which is there, has another history", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AVersionThatTheHistoryDoesNotKnowIsTold()
    {
        await using RecordWorkspace mine = await Promoted("carol", "1.0.0");
        await using RecordWorkspace theirs = await RecordWorkspace.Create();
        theirs.Publish("1.0.0");
        byte[] first = mine.Bytes(RecordWorkspace.Alias, "1.0.0");
        // Both go on from the same first version.
        await File.WriteAllBytesAsync(theirs.Workspace["source/Contoso.Sentiment.Production.1.0.0.nupkg"], first, Token);
        theirs.Publish("1.1.0");
        await theirs.Promote("1.1.0", actor: "dave");
        mine.Publish("1.2.0");
        await mine.Promote("1.2.0");

        Problem problem = await FeedWorkspace.Problem(() => Copy(mine, theirs, RecordWorkspace.Alias, "2.0.0"));

        Assert.Equal(FeedDiagnosticCodes.OtherHistory, problem.Code);
        Assert.Equal(2, (await theirs.History()).Records.Count);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task AnAliasGoesOnWhereTheSourceEnds(string kind)
    {
        await using RecordWorkspace mine = await Promoted("carol", "1.0.0", "1.1.0");
        await using RecordWorkspace theirs = await RecordWorkspace.Create(kind);

        PushReport second = await Push(mine, theirs, RecordWorkspace.Alias, "2.0.0");
        // What retention took may come back.
        PushReport first = await Push(mine, theirs, RecordWorkspace.Alias, "1.0.0");
        PushReport again = await Push(mine, theirs, RecordWorkspace.Alias, "2.0.0");
        mine.Publish("1.2.0");
        await mine.Promote("1.2.0");
        await Push(mine, theirs, RecordWorkspace.Alias, "3.0.0");

        Assert.Equal([PushOutcome.Pushed, PushOutcome.Pushed, PushOutcome.AlreadyThere], new[] { second, first, again }.Select(report => report.Models[0].Outcome));
        Assert.Equal(3, (await theirs.History()).Records.Count);
    }

    [Fact]
    public async Task RecordsOfAnotherHistoryAreNotCopied()
    {
        await using RecordWorkspace mine = await Promoted("carol", "1.0.0");
        await using RecordWorkspace theirs = await Promoted("dave", "1.0.0");
        await mine.Attest(AttestationTypes.Incident, "1.0.0", "carol");
        await mine.Attest(AttestationTypes.Correction, "1.0.0", "carol");
        await mine.Revoke("1.0.0");
        await theirs.Attest(AttestationTypes.Incident, "1.0.0", "dave");

        Problem attestations = await FeedWorkspace.Problem(() => Copy(mine, theirs, RecordPackages.Attestations(RecordWorkspace.Model), "2.0.0"));
        CopyReport revocations = await Copy(mine, theirs, RecordPackages.Revocations(RecordWorkspace.Model), "1.0.0");

        Assert.Equal(FeedDiagnosticCodes.OtherHistory, attestations.Code);
        Assert.Equal(PushOutcome.Pushed, revocations.Packages[0].Outcome);
        Assert.Single(await theirs.Feeds().Reader.ReadAttestationsAsync(RecordWorkspace.Model, Token));
        Assert.Single(await theirs.Feeds().Reader.ReadRevocationsAsync(RecordWorkspace.Model, Token));
    }

    [Fact]
    public async Task WhatCannotBeRightIsNotPushedAtAll()
    {
        await using RecordWorkspace mine = await Promoted("carol", "1.0.0", "1.1.0");
        await using RecordWorkspace theirs = await RecordWorkspace.Create();
        PushWorkspace.Edit(mine.Workspace["source/Contoso.Sentiment.Production.2.0.0.nupkg"], AliasHistory.Entry, text => text.Replace("\"name\": \"carol\"", "\"name\": \"mallory\"", StringComparison.Ordinal));

        Problem problem = await FeedWorkspace.Problem(() => Push(mine, theirs, RecordWorkspace.Alias, "2.0.0"));

        Assert.Equal(FeedDiagnosticCodes.BadHistory, problem.Code);
        Assert.EndsWith("Contoso.Sentiment.Production.2.0.0.nupkg", problem.File, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(theirs.Workspace["source"]));
    }

    private static Task<RecordWorkspace> Promoted(string actor, params string[] versions) => Promoted(actor, "flat", versions);

    private static async Task<RecordWorkspace> Promoted(string actor, string kind, string[] versions)
    {
        RecordWorkspace workspace = await RecordWorkspace.Create(kind);
        foreach (string version in versions)
        {
            workspace.Publish(version);
            await workspace.Promote(version, actor: actor);
        }

        return workspace;
    }

    private static Task<PushReport> Push(RecordWorkspace from, RecordWorkspace to, string id, string version) =>
        new PackagePusher(to.Workspace.Load(), "source", PushWorkspace.Quick).PushModelAsync(from.Workspace[$"source/{id}.{version}.nupkg"], Token);

    private static Task<CopyReport> Copy(RecordWorkspace from, RecordWorkspace to, string id, string version)
    {
        to.Workspace.Source("from", from.Workspace["source"]);
        return new PackageCopier(to.Workspace.Load(), "from", "source", PushWorkspace.Quick).CopyAsync(id, NuGetVersion.Parse(version), dependencies: false, Token);
    }
}
