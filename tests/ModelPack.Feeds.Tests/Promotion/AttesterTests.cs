using System.IO.Compression;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Records;
using ModelPack.Feeds.Promotion;
using ModelPack.Feeds.Records;
using ModelPack.Feeds.Tests.Records;
using NuGet.Versioning;

namespace ModelPack.Feeds.Tests.Promotion;

public sealed class AttesterTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(RecordWorkspace.Kinds), MemberType = typeof(RecordWorkspace))]
    public async Task RecordsAreAddedAndNeverChanged(string kind)
    {
        await using RecordWorkspace workspace = await RecordWorkspace.Create(kind);
        using RecordKey key = RecordKey.Create();
        workspace.Publish("1.0.0");
        await File.WriteAllTextAsync(workspace.Workspace["metrics.json"], """{ "accuracy": 0.91, "per class": { "joy": 0.8 }, "text": "x" }""", Token);

        await workspace.Attest(AttestationTypes.Approval, "1.0.0", "alice", "Production", key);
        await new Attester(workspace.Feeds()).AttestAsync(
            new AttestationRequest { Model = RecordWorkspace.Model, Version = new NuGetVersion("1.0.0"), Type = AttestationTypes.Evaluation, Actor = new RecordActor { Name = "bob" }, File = workspace.Workspace["metrics.json"], Key = key },
            Token);
        await workspace.Attest(AttestationTypes.Incident, "1.0.0", "carol");

        IReadOnlyList<SignedAttestation> read = await workspace.Feeds().Reader.ReadSignedAttestationsAsync(RecordWorkspace.Model, Token);
        Assert.Equal([(1, "approval", true), (2, "evaluation", true), (3, "incident", false)], read.Select(attestation => (attestation.Record.Sequence, attestation.Record.Type, attestation.Envelope is not null)));
        Assert.Equal([("accuracy", 0.91), ("per class.joy", 0.8)], read[1].Record.Metrics!.Select(metric => (metric.Name, metric.Value)));
        Assert.Equal("metrics.json", read[1].Record.File!.Name);
        Assert.Equal(key.KeyId, read[1].SignedBy([new PolicyApprover("bob", [], [key])])!.Value.Key.KeyId);
        // The newest version carries what came before.
        using ModelPack.Core.Packages.NupkgContent content = new(new MemoryStream(workspace.Bytes(RecordPackages.Attestations(RecordWorkspace.Model), "3.0.0")), "newest");
        Assert.Contains(read[1].Record.File!.Entry, content.Entries);
        Assert.Equal(2, content.Entries.Count(entry => entry.StartsWith(RecordPackages.EnvelopesFolder, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task TheSameAgainAddsNothing()
    {
        await using RecordWorkspace workspace = await RecordWorkspace.Create();
        using RecordKey key = RecordKey.Create();
        workspace.Publish("1.0.0");

        bool[] isNew =
        [
            (await workspace.Attest(AttestationTypes.Approval, "1.0.0", "alice")).IsNew,
            (await workspace.Attest(AttestationTypes.Approval, "1.0.0", "alice")).IsNew,
            (await workspace.Attest(AttestationTypes.Approval, "1.0.0", "alice", key: key)).IsNew,
            (await workspace.Attest(AttestationTypes.Approval, "1.0.0", "alice", key: key)).IsNew,
            (await workspace.Attest(AttestationTypes.Approval, "1.0.0", "alice", "Staging")).IsNew,
        ];

        Assert.Equal([true, false, true, false, true], isNew);
    }

    [Fact]
    public async Task NobodysSignatureStandsInForAnothers()
    {
        await using RecordWorkspace workspace = await RecordWorkspace.Create();
        using RecordKey eve = RecordKey.Create();
        using RecordKey alice = RecordKey.Create();
        workspace.Publish("1.0.0");

        bool[] isNew =
        [
            (await workspace.Attest(AttestationTypes.Approval, "1.0.0", "alice", key: eve)).IsNew,
            (await workspace.Attest(AttestationTypes.Approval, "1.0.0", "alice", key: alice)).IsNew,
            (await workspace.Attest(AttestationTypes.Approval, "1.0.0", "alice", key: alice)).IsNew,
        ];

        Assert.Equal([true, true, false], isNew);
    }

    [Fact]
    public async Task AMeasurementThatWasOtherwiseSinceIsNews()
    {
        await using RecordWorkspace workspace = await RecordWorkspace.Create();
        workspace.Publish("1.0.0");
        List<bool> isNew = [];
        foreach (double accuracy in (double[])[0.5, 0.95, 0.5, 0.5])
        {
            AttestationRequest request = new()
            {
                Model = RecordWorkspace.Model,
                Version = NuGet.Versioning.NuGetVersion.Parse("1.0.0"),
                Type = AttestationTypes.Evaluation,
                Actor = new RecordActor { Name = "ci" },
                Metrics = [new ModelMetric { Name = "accuracy", Value = accuracy }],
            };
            isNew.Add((await new Attester(workspace.Feeds()).AttestAsync(request, Token)).IsNew);
        }

        Assert.Equal([true, true, true, false], isNew);
    }

    [Theory]
    [MemberData(nameof(RecordWorkspace.Kinds), MemberType = typeof(RecordWorkspace))]
    public async Task RecordsThatAreAddedAtOnceAreAllThere(string kind)
    {
        await using RecordWorkspace workspace = await RecordWorkspace.Create(kind);
        workspace.Publish("1.0.0");

        await Task.WhenAll(Enumerable.Range(0, 4).Select(person => Task.Run(() => workspace.Attest(AttestationTypes.Approval, "1.0.0", $"p{person}"))));

        IReadOnlyList<AttestationRecord> read = await workspace.Feeds().Reader.ReadAttestationsAsync(RecordWorkspace.Model, Token);
        Assert.Equal(["p0", "p1", "p2", "p3"], read.Select(record => record.Actor.Name).Order(StringComparer.Ordinal));
        Assert.Equal([1, 2, 3, 4], read.Select(record => record.Sequence));
    }

    [Theory]
    [InlineData("praise", null)]
    [InlineData(AttestationTypes.Evaluation, null)]
    [InlineData(AttestationTypes.Incident, null)]
    [InlineData(AttestationTypes.Deprecation, null)]
    [InlineData(AttestationTypes.Correction, null)]
    [InlineData(AttestationTypes.Validation, "works")]
    [InlineData(AttestationTypes.Confirmation, "yes")]
    public async Task WhatIsMissingIsNamed(string type, string? reason)
    {
        await using RecordWorkspace workspace = await RecordWorkspace.Create();
        workspace.Publish("1.0.0");

        Assert.Equal(FeedDiagnosticCodes.IncompleteRecord, (await FeedWorkspace.Problem(() => workspace.Attest(type, "1.0.0", "alice", reason: reason))).Code);
    }

    [Fact]
    public async Task AnEnvelopeThatWasExchangedIsRefused()
    {
        await using RecordWorkspace workspace = await RecordWorkspace.Create();
        using RecordKey key = RecordKey.Create();
        workspace.Publish("1.0.0");
        await workspace.Attest(AttestationTypes.Approval, "1.0.0", "alice", "Staging", key);
        Exchange(workspace.Workspace[$"source/{RecordPackages.Attestations(RecordWorkspace.Model)}.1.0.0.nupkg"], DsseEnvelope.Sign("t", [1], key));

        Problem problem = await FeedWorkspace.Problem(() => workspace.Feeds().Reader.ReadAttestationsAsync(RecordWorkspace.Model, Token));

        Assert.Equal(FeedDiagnosticCodes.BadHistory, problem.Code);
    }

    [Fact]
    public async Task ThePackageOfSomethingElseIsNoRecords()
    {
        await using RecordWorkspace workspace = await RecordWorkspace.Create();
        workspace.Publish("1.0.0", id: RecordPackages.Attestations(RecordWorkspace.Model));

        Assert.Equal(FeedDiagnosticCodes.BadRecord, (await FeedWorkspace.Problem(() => workspace.Feeds().Reader.ReadAttestationsAsync(RecordWorkspace.Model, Token))).Code);
    }

    [Fact]
    public async Task ARecordThatNobodyCouldReadAnyMoreIsNotPublished()
    {
        await using RecordWorkspace workspace = await RecordWorkspace.Create();
        workspace.Publish("1.0.0");
        AttestationRequest request = new()
        {
            Model = RecordWorkspace.Model,
            Version = NuGetVersion.Parse("1.0.0"),
            Type = AttestationTypes.Evaluation,
            Actor = new RecordActor { Name = "carol" },
            Metrics = [new ModelMetric { Name = new string('x', 33 << 20), Value = 1 }],
        };
        await new Attester(workspace.Feeds()).AttestAsync(request, Token);

        Problem problem = await FeedWorkspace.Problem(() => new Attester(workspace.Feeds()).AttestAsync(request with { Actor = new RecordActor { Name = "dave" } }, Token));

        Assert.Equal(FeedDiagnosticCodes.RecordsFull, problem.Code);
        Assert.Equal(["carol"], (await workspace.Feeds().Reader.ReadAttestationsAsync(RecordWorkspace.Model, Token)).Select(record => record.Actor.Name));
    }

    [Fact]
    public void TheActorIsStatedOrFoundOut()
    {
        RecordActor Find(string? stated, params (string, string)[] variables) => RecordActors.Resolve(stated, Path.GetTempPath(), name => variables.FirstOrDefault(variable => variable.Item1 == name).Item2);

        Assert.Equal(("alice", "--actor"), (Find(" alice ", ("GITHUB_ACTOR", "bob")).Name, Find("alice").Source));
        Assert.Equal(("bob", "GITHUB_ACTOR"), (Find(null, ("GITHUB_ACTOR", "bob")).Name, Find(null, ("GITHUB_ACTOR", "bob")).Source));
        Assert.Equal("GITLAB_USER_LOGIN", Find(null, ("GITLAB_USER_LOGIN", "bob")).Source);
        Assert.Equal("BUILD_REQUESTEDFOR", Find(null, ("BUILD_REQUESTEDFOR", "Bob B.")).Source);
        Assert.Contains(Find(null).Source, new[] { "git", "os" });
        Assert.Throws<ModelPackException>(() => Find(" "));
    }

    private static void Exchange(string file, DsseEnvelope envelope)
    {
        using ZipArchive archive = ZipFile.Open(file, ZipArchiveMode.Update);
        using Stream stream = archive.Entries.Single(entry => entry.FullName.StartsWith(RecordPackages.EnvelopesFolder, StringComparison.Ordinal)).Open();
        stream.SetLength(0);
        stream.Write(envelope.ToUtf8Bytes());
    }
}
