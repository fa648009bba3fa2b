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
