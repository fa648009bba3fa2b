using ModelPack.Core.Diagnostics;
using ModelPack.Core.Records;
using ModelPack.Feeds.History;
using ModelPack.Testing.Feeds;

namespace ModelPack.Feeds.Tests.History;

public sealed class LogReaderTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("http")]
    [InlineData("flat")]
    [InlineData("hierarchical")]
    public async Task TheLogHasEverythingInOrder(string kind)
    {
        await using HistoryFeed feed = await HistoryFeed.Of(kind);
        ModelManifest first = feed.Model("1.0.0", 1, manifest => manifest.Training = new ModelTraining { Author = "Ann" });
        ModelManifest second = feed.Model("2.0.0", 3);
        AliasHistory history = feed.Promote(first, null, "Production", 2);
        history = feed.Promote(second, history, "Production", 5, record => record.Approvals = [new RecordedApproval { Name = "Bob", Attestation = 1, Digest = "sha256:1" }]);
        feed.Promote(first, history, "Production", 8, record =>
        {
            (record.Action, record.Emergency, record.Open, record.Reason, record.Ticket) = (PromotionActions.Rollback, true, true, "It is slow.", "https://tickets/1");
            record.Actor = new RecordActor { Name = "Eve", Source = "GITHUB_ACTOR" };
        });
        feed.Attest(second, AttestationTypes.Incident, 7, "Timeouts.");
        feed.Revoke(second, "Slow.", 9);
        feed.Deploy(second, "sentiment", 6);

        ModelLog log = await feed.LogReader().ReadAsync("contoso.a", null, null, Token);

        Assert.Empty(log.Problems);
        Assert.Equal(
            [
                "1 Published 1.0.0  Ann", "2 Promoted 1.0.0 Production Ann", "3 Published 2.0.0  -", "5 Promoted 2.0.0 Production Ann", "6 Deployed 2.0.0  ci", "7 Attested 2.0.0  Bob",
                "8 RolledBack 1.0.0 Production Eve", "9 Revoked 2.0.0  Eve",
            ],
            log.Entries.Select(entry => $"{(entry.Time!.Value - HistoryFeed.Start).TotalHours} {entry.Kind} {entry.Version} {entry.Stage} {(entry.Version == "2.0.0" && entry.Kind == LogEntryKind.Published ? "-" : entry.Actor)}"));
        Assert.Equal(["Bob"], log.Entries[3].Approvals);
        LogEntry rollback = log.Entries[6];
        Assert.Equal((true, true, "2.0.0", "3.0.0", "It is slow.", "https://tickets/1", "GITHUB_ACTOR", LogEvidence.Stated), (rollback.IsEmergency, rollback.IsOpen, rollback.Replaced, rollback.AliasVersion, rollback.Reason, rollback.Ticket, rollback.ActorSource, rollback.Evidence));
        Assert.Equal(("incident", "Timeouts."), (log.Entries[5].Detail, log.Entries[5].Reason));
    }

    [Theory]
    [InlineData("http")]
    [InlineData("flat")]
    [InlineData("hierarchical")]
    public async Task TagsAndSourcesAreTold(string kind)
    {
        await using HistoryFeed feed = await HistoryFeed.Of(kind);
        feed.Promote(feed.Model("1.0.0", 1), null, "Production", 2);

        ModelHistory history = await feed.Reader().ReadAsync("Contoso.A", null, Token);
        ModelLog log = await feed.LogReader().ReadAsync("Contoso.A", null, null, Token);

        string source = kind == "http" ? "contoso" : "flat";
        Assert.Equal(["modelpack"], history.Versions.Single().Tags);
        Assert.All(log.Entries, entry => Assert.Equal([source], entry.Sources));
        Assert.False(log.IsOfSeveralSources);
    }

    [Fact]
    public async Task APackageOfRecordsIsNoModel()
    {
        await using HistoryFeed feed = await HistoryFeed.OverHttp();
        feed.Attest(feed.Model("1.0.0", 1), AttestationTypes.Incident, 2, "Slow.");

        Problem problem = (await Assert.ThrowsAsync<ModelPackException>(() => feed.Reader().ReadAsync("Contoso.A.Attestations", null, Token))).Problem;

        Assert.Equal((FeedDiagnosticCodes.IsAnAlias, FeedProblemKind.Usage), (problem.Code, FeedProblemKinds.Of(problem)));
        Assert.Contains("'dotnet modelpack log Contoso.A'", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatRetentionTookIsShownAsAGap()
    {
        await using HistoryFeed feed = await HistoryFeed.OverHttp(new FeedBehaviour { Retention = 2 });
        ModelManifest first = feed.Model("1.0.0", 1);
        AliasHistory history = feed.Promote(first, null, "Production", 2);
        foreach (int hour in Enumerable.Range(3, 3))
        {
            history = feed.Promote(feed.Model($"1.{hour}.0", hour), history, "Production", hour);
        }

        ModelLog log = await feed.LogReader().ReadAsync("Contoso.A", null, null, Token);

        Assert.Equal([true, true, false, false], log.Entries.Where(entry => entry.Kind == LogEntryKind.Promoted).Select(entry => entry.IsPackageGone));
        Assert.Equal(["1.0.0", "1.3.0"], log.Entries.Where(entry => entry.Kind == LogEntryKind.Gap).Select(entry => entry.Version));
        Assert.Equal([FeedDiagnosticCodes.HistoryGap], log.Problems.Select(problem => problem.Code));
    }

    [Fact]
    public async Task RecordsOutliveTheVersions()
    {
        await using HistoryFeed feed = await HistoryFeed.OverHttp();
        ModelManifest gone = Remote.TestModel.Manifest("1.0.0");
        gone.Digest = "sha256:1";
        feed.Promote(gone, null, "Production", 2);

        ModelLog log = await feed.LogReader().ReadAsync("Contoso.A", null, null, Token);

        Assert.Equal([LogEntryKind.Promoted, LogEntryKind.Gap], log.Entries.Select(entry => entry.Kind));
        Assert.Equal(FeedDiagnosticCodes.PackageNotFound, log.Problems.Single().Code);
    }

    [Fact]
    public async Task AForgedHistoryIsAnErrorAndTheRestIsShown()
    {
        await using HistoryFeed feed = await HistoryFeed.OverHttp();
        ModelManifest model = feed.Model("1.0.0", 1);
        AliasHistory history = feed.Promote(model, null, "Production", 2);
        AliasHistory longer = history.Append(2, new PromotionRecord { Action = PromotionActions.Promote, Model = RecordSubject.Of(model), Actor = new RecordActor { Name = "Ann" }, Time = HistoryFeed.Start });
        string forged = System.Text.Encoding.UTF8.GetString(longer.ToUtf8Bytes()).Replace("Better.", "Worse.", StringComparison.Ordinal);
        feed.Publish("Contoso.A.Production", "2.0.0", 3, ("modelpack/modelpack.json", model.ToUtf8Bytes()), ("modelpack/promotion.json", System.Text.Encoding.UTF8.GetBytes(forged)));

        ModelLog log = await feed.LogReader().ReadAsync("Contoso.A", null, null, Token);

        Assert.Equal((FeedDiagnosticCodes.BadHistory, ProblemSeverity.Error), log.Problems.Select(problem => (problem.Code, problem.Severity)).Single());
        Assert.Equal([LogEntryKind.Published], log.Entries.Select(entry => entry.Kind));
    }

    [Theory]
    [InlineData("forged")]
    [InlineData("reordered")]
    [InlineData("cut")]
    [InlineData("without")]
    public async Task AnAliasWhoseHistoryCannotBeRightServesNothing(string how)
    {
        await using HistoryFeed feed = await HistoryFeed.OverHttp();
        ModelManifest model = feed.Model("1.0.0", 1);
        AliasHistory first = feed.Promote(model, null, "Production", 2);
        AliasHistory second = feed.Promote(model, first, "Production", 3);
        feed.Promote(model, null, "Staging", 3);
        AliasHistory third = second.Append(3, new PromotionRecord { Action = PromotionActions.Promote, Model = RecordSubject.Of(model), Actor = new RecordActor { Name = "Ann" }, Time = HistoryFeed.Start });
        string text = System.Text.Encoding.UTF8.GetString(third.ToUtf8Bytes());
        if (how == "reordered")
        {
            third.Records.Reverse(0, 2);
        }
        else if (how == "cut")
        {
            third.Records.RemoveAt(0);
        }

        byte[] history = how == "forged" ? System.Text.Encoding.UTF8.GetBytes(text.Replace("Better.", "Worse.", StringComparison.Ordinal)) : third.ToUtf8Bytes();
        feed.Publish("Contoso.A.Production", "3.0.0", 4, [("modelpack/modelpack.json", model.ToUtf8Bytes()), .. how == "without" ? [] : new[] { ("modelpack/promotion.json", history) }]);

        ModelHistory versions = await feed.Reader().ReadAsync("Contoso.A", new HistoryOptions { Stages = ["Production"] }, Token);
        ModelLog log = await feed.LogReader().ReadAsync("Contoso.A", null, new HistoryOptions { Stages = ["Production"] }, Token);

        Assert.Equal(["Staging"], versions.Versions.Single().Aliases.Select(alias => alias.Stage));
        Problem problem = versions.Failures.Single();
        Assert.Equal((how == "without" ? FeedDiagnosticCodes.NotAnAlias : FeedDiagnosticCodes.BadHistory, ProblemSeverity.Error), (problem.Code, problem.Severity));
        Assert.Contains("Contoso.A.Production", problem.Message, StringComparison.Ordinal);
        Assert.Equal(problem, log.Problems.Single(one => one.Severity == ProblemSeverity.Error));
    }

    [Fact]
    public async Task AClockThatDisagreesIsShown()
    {
        await using HistoryFeed feed = await HistoryFeed.OverHttp();
        feed.Promote(feed.Model("1.0.0", 1), null, "Production", 2, record => record.Time = HistoryFeed.Start.AddYears(-1));

        ModelLog log = await feed.LogReader().ReadAsync("Contoso.A", null, null, Token);

        Assert.Equal(HistoryFeed.Start.AddHours(2), log.Entries.Single(entry => entry.Kind == LogEntryKind.Promoted).FeedTime);
        Assert.Contains(log.Problems, problem => problem.Code == FeedDiagnosticCodes.ClockSkew);
    }

    [Fact]
    public async Task ASignatureProvesWhoWhereThePolicyKnowsTheKey()
    {
        await using HistoryFeed feed = await HistoryFeed.OverHttp();
        using RecordKey key = RecordKey.Create();
        feed.Promote(feed.Model("1.0.0", 1), null, "Production", 2, key: key);
        await File.WriteAllTextAsync(feed.Workspace["bob.pem"], key.ExportPublicPem(), Token);
        ReleasePolicy policy = ReleasePolicy.Parse("""{ "stages": [ { "name": "Production" } ], "approvers": [ { "name": "Bob", "publicKeyFile": "bob.pem" } ] }"""u8.ToArray(), feed.Workspace["modelpack.policy.json"]);

        ModelLog known = await feed.LogReader().ReadAsync("Contoso.A", policy, null, Token);
        ModelLog unknown = await feed.LogReader().ReadAsync("Contoso.A", null, null, Token);

        Assert.Equal((LogEvidence.Proven, "Bob"), known.Entries.Where(entry => entry.Kind == LogEntryKind.Promoted).Select(entry => (entry.Evidence, entry.ProvenBy)).Single());
        Assert.Equal(LogEvidence.Signed, unknown.Entries.Single(entry => entry.Kind == LogEntryKind.Promoted).Evidence);
    }
}
