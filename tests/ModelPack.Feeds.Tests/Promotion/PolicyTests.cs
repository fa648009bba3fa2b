using System.Text.Json;
using ModelPack.Core.Records;
using ModelPack.Feeds.Promotion;
using ModelPack.Feeds.Records;
using ModelPack.Feeds.Tests.Records;

namespace ModelPack.Feeds.Tests.Promotion;

public sealed class PolicyTests : IDisposable
{
    private readonly RecordKey _alice = RecordKey.Create();
    private readonly RecordKey _bob = RecordKey.Create();

    public void Dispose()
    {
        _alice.Dispose();
        _bob.Dispose();
    }

    [Theory]
    [MemberData(nameof(RecordWorkspace.Kinds), MemberType = typeof(RecordWorkspace))]
    public async Task AVersionGoesThroughItsStagesAndApprovals(string kind)
    {
        await using RecordWorkspace workspace = await RecordWorkspace.Create(kind);
        PolicyFile policy = workspace.Policy($$"""
            {
              "approvers": [
                { "name": "alice", "publicKey": {{JsonSerializer.Serialize(_alice.ExportPublicPem())}} },
                { "name": "bob", "publicKey": {{JsonSerializer.Serialize(_bob.ExportPublicPem())}} }
              ],
              "stages": [
                { "name": "Staging" },
                { "name": "Production", "after": "Staging", "approvals": 2, "gates": { "metrics": [ { "name": "accuracy", "min": 0.9 } ] } }
              ]
            }
            """);
        workspace.Publish("1.0.0", manifest => manifest.Metrics = [new ModelMetric { Name = "accuracy", Value = 0.93 }]);

        PromotionResult early = await workspace.Promote("1.0.0", "production", policy: policy);
        await workspace.Promote("1.0.0", "staging", policy: policy);
        await workspace.Attest(AttestationTypes.Approval, "1.0.0", "alice", "Production", _alice);
        await workspace.Attest(AttestationTypes.Approval, "1.0.0", "bob", "Production");
        PromotionResult stated = await workspace.Promote("1.0.0", "production", policy: policy);
        await workspace.Attest(AttestationTypes.Approval, "1.0.0", "bob", "Production", _bob);
        PromotionResult approver = await workspace.Promote("1.0.0", "production", actor: "bob", policy: policy);
        PromotionResult promoted = await workspace.Promote("1.0.0", "production", policy: policy);

        Assert.Equal(["stage", "approval"], early.Gates.Failed.Select(gate => gate.Gate));
        Assert.Equal(FeedDiagnosticCodes.GatesFailed, early.Refusal!.Code);
        Assert.Equal(["approval"], stated.Gates.Failed.Select(gate => gate.Gate));
        Assert.Equal(["approval"], approver.Gates.Failed.Select(gate => gate.Gate));
        Assert.Equal(PromotionOutcome.Promoted, promoted.Outcome);
        PromotionRecord record = (await workspace.History()).Newest;
        Assert.Equal([("alice", _alice.KeyId), ("bob", _bob.KeyId)], record.Approvals!.Select(approval => (approval.Name, approval.KeyId!)));
        Assert.Equal(policy.Policy.Digest, record.Policy!.Digest);
        Assert.Equal("Production", (await workspace.History()).Stage);
    }

    [Fact]
    public async Task WhereThePolicyAsksForItThePromoterSigns()
    {
        await using RecordWorkspace workspace = await RecordWorkspace.Create();
        using RecordKey pipeline = RecordKey.Create();
        PolicyFile policy = workspace.Policy($$"""
            {
              "approvers": [ { "name": "alice", "publicKey": {{JsonSerializer.Serialize(_alice.ExportPublicPem())}} } ],
              "promoters": [ { "name": "pipeline", "publicKey": {{JsonSerializer.Serialize(pipeline.ExportPublicPem())}} } ],
              "stages": [ { "name": "Production", "approvals": 1, "promoterSigns": true } ]
            }
            """);
        workspace.Publish("1.0.0");
        await workspace.Attest(AttestationTypes.Approval, "1.0.0", "alice", "Production", _alice);

        PromotionResult stated = await workspace.Promote("1.0.0", actor: "pipeline", policy: policy);
        PromotionResult own = await Signed(_alice);
        PromotionResult signed = await Signed(pipeline);

        Assert.Equal(["promoter"], stated.Gates.Failed.Select(gate => gate.Gate));
        Assert.Equal(["promoter", "approval"], own.Gates.Failed.Select(gate => gate.Gate));
        Assert.Equal(PromotionOutcome.Promoted, signed.Outcome);
        PromotionRecord record = (await workspace.History()).Newest;
        Assert.Equal([pipeline.KeyId], record.SignedBy(policy.Policy.MayPromote.SelectMany(person => person.Keys)).Select(key => key.KeyId));

        Task<PromotionResult> Signed(RecordKey key) => new Promoter(workspace.Feeds()).PromoteAsync(RecordWorkspace.Request("1.0.0", policy: policy) with { Key = key }, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task OnlyAChangeOfThePolicyItselfMakesItDirty()
    {
        using TempFolder checkout = new("policy");
        CommandRunner commands = new(checkout.Path, checkout["packages"]);
        checkout.Write(ReleasePolicy.FileName, """{ "stages": [ { "name": "Production" } ] }""");
        checkout.Write("model/train.py", "print(1)\n");
        foreach (string[] arguments in (string[][])[["init", "-q"], ["add", "."], ["commit", "-q", "-m", "First"]])
        {
            (await commands.Run(".", "git", arguments)).ShouldSucceed();
        }

        checkout.Write("model/train.py", "print(2)\n");
        PolicyReference clean = PolicyFile.Load(checkout["model"])!.Reference;
        checkout.Write(ReleasePolicy.FileName, """{ "stages": [ { "name": "Staging" } ] }""");
        PolicyReference changed = PolicyFile.Load(checkout.Path)!.Reference;
        checkout.Write("other.json", """{ "stages": [ { "name": "Staging" } ] }""");
        PolicyReference unknown = PolicyFile.Load(checkout.Path, "other.json")!.Reference;

        Assert.Equal((40, false), (clean.Commit!.Length, clean.Dirty));
        Assert.Equal((clean.Commit, true), (changed.Commit, changed.Dirty));
        Assert.True(unknown.Dirty);
    }

    [Fact]
    public async Task WhoeverSwapsTheFileOfAKeyIsSeenInTheRecord()
    {
        using TempFolder checkout = new("policy");
        CommandRunner commands = new(checkout.Path, checkout["packages"]);
        checkout.Write(ReleasePolicy.FileName, """{ "approvers": [ { "name": "alice", "publicKeyFile": "keys/alice.pem" } ], "stages": [ { "name": "Production" } ] }""");
        checkout.Write("keys/alice.pem", _alice.ExportPublicPem());
        foreach (string[] arguments in (string[][])[["init", "-q"], ["add", "."], ["commit", "-q", "-m", "First"]])
        {
            (await commands.Run(".", "git", arguments)).ShouldSucceed();
        }

        PolicyReference clean = PolicyFile.Load(checkout.Path)!.Reference;
        checkout.Write("keys/alice.pem", _bob.ExportPublicPem());
        PolicyReference swapped = PolicyFile.Load(checkout.Path)!.Reference;

        Assert.Equal((false, true, clean.Digest), (clean.Dirty, swapped.Dirty, swapped.Digest));
        Assert.Equal((_alice.KeyId, _bob.KeyId), (Assert.Single(clean.Keys!), Assert.Single(swapped.Keys!)));
    }

    [Fact]
    public async Task AStageThatThePolicyDoesNotListIsRefused()
    {
        await using RecordWorkspace workspace = await RecordWorkspace.Create();
        PolicyFile policy = workspace.Policy("""{ "stages": [ { "name": "Staging" } ] }""");
        workspace.Publish("1.0.0");

        Assert.Equal(FeedDiagnosticCodes.BadStage, (await FeedWorkspace.Problem(() => workspace.Promote("1.0.0", policy: policy))).Code);
    }

    [Fact]
    public async Task AMalformedPolicyIsNamedWithItsLine()
    {
        await using RecordWorkspace workspace = await RecordWorkspace.Create();

        Assert.Equal(
            (FeedDiagnosticCodes.BadPolicy, 2),
            await Task.FromResult(Assert.Throws<ModelPack.Core.Diagnostics.ModelPackException>(() => workspace.Policy("{\n \"stage\": [] }")).Problem) is { } problem ? (problem.Code, problem.Line) : default);
    }
}
