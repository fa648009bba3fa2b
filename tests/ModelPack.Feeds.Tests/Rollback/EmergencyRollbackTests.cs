using ModelPack.Core.Diagnostics;
using ModelPack.Core.Records;
using ModelPack.Feeds.Promotion;
using ModelPack.Feeds.Records;
using ModelPack.Feeds.Rollback;
using ModelPack.Feeds.Tests.Records;
using NuGet.Versioning;
using static ModelPack.Feeds.Tests.Rollback.RollbackSteps;

namespace ModelPack.Feeds.Tests.Rollback;

/// <summary>Rollbacks for which the policy wants more people than one.</summary>
public sealed class EmergencyRollbackTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WhereThePromoterSignsARollbackWithoutASignatureIsAnEmergency()
    {
        await using RecordWorkspace workspace = await Promoted("flat", "1.0.0", "1.1.0", "1.2.0");
        using RecordKey alice = RecordKey.Create();
        PolicyFile policy = workspace.Policy($$"""{ "approvers": [ { "name": "alice", "publicKey": {{System.Text.Json.JsonSerializer.Serialize(alice.ExportPublicPem())}} } ], "stages": [ { "name": "Production", "promoterSigns": true } ] }""");

        RollbackResult stated = await RollBack(workspace, policy: policy);
        RollbackResult signed = await new Rollbacker(workspace.Feeds()).RollBackAsync(Request() with { To = NuGetVersion.Parse("1.0.0"), Reason = "still bad", Policy = policy, Key = alice }, Token);

        Assert.Equal((true, null), (stated.Record!.Emergency, signed.Record!.Emergency));
        Assert.Single(signed.Record.SignedBy([alice]));
    }

    [Fact]
    public async Task ARollbackIsAnEmergencyWhereThePolicyAsksForMoreAndStaysOpenUntilConfirmed()
    {
        await using RecordWorkspace workspace = await Promoted("flat", "1.0.0", "1.1.0");
        PolicyFile policy = workspace.Policy("""{ "stages": [ { "name": "Production", "approvals": 1 } ] }""");

        RollbackResult result = await RollBack(workspace, policy: policy);

        Assert.Equal((true, true), (result.Record!.Emergency, result.Record.Open));
        Assert.True(await IsOpen());
        Problem own = await FeedWorkspace.Problem(() => Confirm("Carol"));
        Assert.Equal(FeedDiagnosticCodes.GatesFailed, own.Code);
        Assert.StartsWith("Carol made the rollback of 'Contoso.Sentiment.Production' that waits for a confirmation (3.0.0), and cannot confirm it.", own.Message, StringComparison.Ordinal);
        Assert.True(await IsOpen());
        Assert.Equal((0, true), (await Confirm("dave")).Rollbacks.Single() is { } first ? (first.Missing, first.WasOpen) : default);
        Assert.False(await IsOpen());
        Assert.Equal((RollbackOutcome.NothingDone, 0), ((await RollBack(workspace, policy: policy)) is { } again ? (again.Outcome, again.Plan.Confirmations) : default));

        AttestationResult late = await Confirm("dave");
        Assert.Equal((false, false), (late.IsNew, Assert.Single(late.Rollbacks).WasOpen));

        Task<AttestationResult> Confirm(string actor) => new Attester(workspace.Feeds()).ConfirmAsync(RecordWorkspace.Alias, new RecordActor { Name = actor }, "agreed", null, null, Token);

        async Task<bool> IsOpen() => Assert.Single(RollbackState.Of(await workspace.History(), await workspace.Feeds().Reader.ReadSignedAttestationsAsync(RecordWorkspace.Model, Token), policy.Policy)).IsOpen;
    }

    [Fact]
    public async Task AConfirmationClosesEveryEmergencyButThoseOfTheOneWhoConfirms()
    {
        await using RecordWorkspace workspace = await RecordWorkspace.Create();
        PolicyFile policy = workspace.Policy("""{ "stages": [ { "name": "Production", "approvals": 1 } ] }""");
        workspace.Publish("1.0.0");
        foreach ((string version, string actor) in new[] { ("1.1.0", "ann"), ("1.2.0", "ann"), ("1.3.0", "bob") })
        {
            workspace.Publish(version);
            await workspace.Promote("1.0.0");
            await workspace.Promote(version);
            await new Rollbacker(workspace.Feeds()).RollBackAsync(Request() with { Actor = new RecordActor { Name = actor }, To = NuGetVersion.Parse("1.0.0"), Policy = policy }, Token);
        }

        AttestationResult bob = await workspace.Attest(AttestationTypes.Confirmation, "1.0.0", "bob", "Production");
        bool[] after = await Open();
        AttestationResult ann = await new Attester(workspace.Feeds()).ConfirmAsync(RecordWorkspace.Alias, new RecordActor { Name = "ann" }, null, null, policy, Token);

        Assert.Equal([(0, false), (0, false), (1, true)], bob.Rollbacks.Select(rollback => (rollback.Missing, rollback.IsOwn)));
        Assert.Equal([false, false, true], after);
        Assert.Equal((true, 0), (ann.IsNew, Assert.Single(ann.Rollbacks).Missing));
        Assert.DoesNotContain(true, await Open());

        async Task<bool[]> Open() => [.. RollbackState.Of(await workspace.History(), await workspace.Feeds().Reader.ReadSignedAttestationsAsync(RecordWorkspace.Model, Token), policy.Policy).Select(state => state.IsOpen)];
    }

    [Fact]
    public async Task HowManyStillHaveToConfirmIsSaid()
    {
        await using RecordWorkspace workspace = await Promoted("flat", "1.0.0", "1.1.0");
        PolicyFile policy = workspace.Policy("""{ "stages": [ { "name": "Production", "approvals": 1, "rollback": { "confirmations": 2 } } ] }""");
        await RollBack(workspace, policy: policy);

        Assert.Equal((true, 1), await Confirm("dave"));
        Assert.Equal((false, 1), await Confirm("Dave"));
        Assert.Equal((true, 0), await Confirm("erin"));

        async Task<(bool, int)> Confirm(string actor) =>
            await new Attester(workspace.Feeds()).ConfirmAsync(RecordWorkspace.Alias, new RecordActor { Name = actor }, null, null, policy, Token) is { } result ? (result.IsNew, result.Rollbacks[0].Missing) : default;
    }

    [Fact]
    public async Task APolicyCanForbidEmergencies()
    {
        await using RecordWorkspace workspace = await Promoted("flat", "1.0.0", "1.1.0");
        PolicyFile policy = workspace.Policy("""{ "stages": [ { "name": "Production", "approvals": 1, "rollback": { "emergency": false } } ] }""");

        Assert.Equal(FeedDiagnosticCodes.GatesFailed, (await FeedWorkspace.Problem(() => RollBack(workspace, policy: policy))).Code);
    }
}
