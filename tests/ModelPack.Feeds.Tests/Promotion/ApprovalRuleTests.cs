using System.Text.Json;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Records;
using ModelPack.Feeds.Promotion;
using ModelPack.Feeds.Records;
using ModelPack.Feeds.Tests.Records;
using NuGet.Versioning;

namespace ModelPack.Feeds.Tests.Promotion;

/// <summary>An approval that could never count is refused when it is made.</summary>
public sealed class ApprovalRuleTests : IAsyncDisposable
{
    private readonly RecordKey _alice = RecordKey.Create();
    private readonly RecordKey _bob = RecordKey.Create();
    private RecordWorkspace _workspace = null!;
    private PolicyFile _policy = null!;

    public async ValueTask DisposeAsync()
    {
        _alice.Dispose();
        _bob.Dispose();
        await _workspace.DisposeAsync();
    }

    [Fact]
    public async Task TheStageAndTheKeyMustBeThoseOfThePolicy()
    {
        await Begin();
        using RecordKey mallory = RecordKey.Create();

        Assert.Equal(FeedDiagnosticCodes.BadStage, (await Refused("Canary", _alice)).Code);
        Assert.Equal(FeedDiagnosticCodes.IncompleteRecord, (await Refused("Production", null)).Code);
        Problem stranger = await Refused("Production", mallory);
        Problem other = await Refused("Production", _alice);

        Assert.Equal((FeedDiagnosticCodes.BadKey, _policy.Path), (stranger.Code, stranger.File));
        Assert.StartsWith($"The key {mallory.KeyId[..12]} is not listed, and may not approve for Production under the policy; bob may.", stranger.Message, StringComparison.Ordinal);
        Assert.StartsWith($"The key {_alice.KeyId[..12]} is that of alice, who may not approve for Production", other.Message, StringComparison.Ordinal);
        Assert.Empty(await _workspace.Feeds().Reader.ReadAttestationsAsync(RecordWorkspace.Model, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task WhatThePolicyTakesIsAddedUnderTheNameOfItsStage()
    {
        await Begin();

        Assert.Equal("Production", (await Approve("PRODUCTION", _bob)).Record.Stage);
        Assert.Null((await Approve(null, _alice)).Record.Stage);
    }

    [Fact]
    public async Task WhoseKeyItIsIsSaidWhereAnotherNameIsStated()
    {
        await Begin();

        Assert.Equal("alice", (await Approve(null, _alice)).CountsAs);
        Assert.Null((await Approve(null, _bob)).CountsAs);
    }

    [Theory]
    [InlineData("accuracy", false, true)]
    [InlineData("accuracy", true, false)]
    [InlineData("loss", false, false)]
    public async Task AMeasurementThatThePolicyDoesNotCountIsAWarning(string metric, bool isSigned, bool warns)
    {
        await Begin();

        AttestationResult result = await new Attester(_workspace.Feeds()).AttestAsync(
            new AttestationRequest { Model = RecordWorkspace.Model, Version = new NuGetVersion("1.0.0"), Type = AttestationTypes.Evaluation, Metrics = [new ModelMetric { Name = metric, Value = 0.97 }], Actor = new RecordActor { Name = "alice" }, Key = isSigned ? _alice : null, Policy = _policy },
            TestContext.Current.CancellationToken);

        Assert.True(result.IsNew);
        Assert.Equal(warns ? [(FeedDiagnosticCodes.IncompleteRecord, ProblemSeverity.Warning)] : [], _workspace.Warnings.Select(warning => (warning.Code, warning.Severity)));
        Assert.All(_workspace.Warnings, warning => Assert.Contains("does not count for Production under the policy", warning.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task WhatIsRevokedIsNotApproved()
    {
        await Begin();
        await _workspace.Revoke("1.0.0");

        Problem problem = await Refused("Production", _bob);

        Assert.Equal(FeedDiagnosticCodes.Revoked, problem.Code);
        Assert.Contains("leaks names", problem.Message, StringComparison.Ordinal);
        Assert.True((await _workspace.Attest(AttestationTypes.Incident, "1.0.0", "bob")).IsNew);
    }

    [Theory]
    [InlineData(" bob")]
    [InlineData("bo\u200bb")]
    [InlineData("")]
    public async Task ANameThatCannotBeToldFromAnotherIsRefused(string name)
    {
        await Begin();

        Assert.Equal(FeedDiagnosticCodes.IncompleteRecord, (await FeedWorkspace.Problem(() => _workspace.Attest(AttestationTypes.Approval, "1.0.0", name))).Code);
        Assert.Equal(FeedDiagnosticCodes.IncompleteRecord, (await FeedWorkspace.Problem(() => _workspace.Promote("1.0.0", actor: name))).Code);
    }

    private async Task Begin()
    {
        _workspace = await RecordWorkspace.Create();
        _workspace.Publish("1.0.0");
        _policy = _workspace.Policy($$"""
            {
              "approvers": [
                { "name": "alice", "publicKey": {{JsonSerializer.Serialize(_alice.ExportPublicPem())}} },
                { "name": "bob", "publicKey": {{JsonSerializer.Serialize(_bob.ExportPublicPem())}} }
              ],
              "stages": [ { "name": "Production", "approvals": 1, "approvers": ["bob"], "gates": { "metrics": [ { "name": "accuracy", "min": 0.9 } ] } } ]
            }
            """);
    }

    private Task<AttestationResult> Approve(string? stage, RecordKey? key) => new Attester(_workspace.Feeds()).AttestAsync(
        new AttestationRequest { Model = RecordWorkspace.Model, Version = new NuGetVersion("1.0.0"), Type = AttestationTypes.Approval, Actor = new RecordActor { Name = "bob" }, Stage = stage, Key = key, Policy = _policy },
        TestContext.Current.CancellationToken);

    private Task<Problem> Refused(string stage, RecordKey? key) => FeedWorkspace.Problem(() => Approve(stage, key));
}
