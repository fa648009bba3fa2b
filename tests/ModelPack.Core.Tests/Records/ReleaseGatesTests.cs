using System.Text;
using System.Text.Json;
using ModelPack.Core.Records;

namespace ModelPack.Core.Tests.Records;

public sealed class ReleaseGatesTests : IDisposable
{
    private readonly RecordKey _alice = RecordKey.Create();
    private readonly RecordKey _bob = RecordKey.Create();
    private readonly RecordKey _mallory = RecordKey.Create();

    public void Dispose()
    {
        _alice.Dispose();
        _bob.Dispose();
        _mallory.Dispose();
    }

    [Fact]
    public void WithoutAPolicyOnlyARevocationStops()
    {
        GateInput input = Input("1.0.0");

        Assert.True(ReleaseGates.Evaluate(null, "Anything", input).Passed);
        GateReport report = ReleaseGates.Evaluate(null, "Anything", input with { Revocations = [new RevocationRecord { Subject = SampleRecords.Subject("1.0.0"), Reason = "leak" }] });
        Assert.Equal("revocation", Assert.Single(report.Failed).Gate);
    }

    [Fact]
    public void EveryRuleThatDoesNotHoldIsNamed()
    {
        ReleasePolicy policy = Policy("""
            { "name": "Production", "after": "Staging", "approvals": 2, "gates": {
                "metrics": [ { "name": "accuracy", "min": 0.9 } ], "lineage": "All", "validations": [ { "executionProvider": "Cuda" } ], "soak": "P3D" } }
            """);

        GateReport report = ReleaseGates.Evaluate(policy, "Production", Input("1.0.0"));

        Assert.Equal(["stage", "soak", "metric", "validation", "lineage", "approval"], report.Failed.Select(gate => gate.Gate));
    }

    [Fact]
    public void OfSignedMeasurementsTheOneThatWasMadeLastCounts()
    {
        ReleasePolicy policy = Policy("""{ "name": "Production", "gates": { "metrics": [ { "name": "accuracy", "min": 0.9 } ] } }""");
        SignedAttestation Measured(int sequence, int day, double accuracy)
        {
            AttestationRecord record = SampleRecords.Attestation(AttestationTypes.Evaluation, "1.0.0", "alice");
            (record.Sequence, record.Time, record.Metrics) = (sequence, SampleRecords.Monday.AddDays(day), [new ModelMetric { Name = "accuracy", Value = accuracy }]);
            return record.Signed(_alice);
        }

        GateReport report = ReleaseGates.Evaluate(policy, "Production", Input("1.0.0") with { Attestations = [Measured(4, 2, 0.5), Measured(5, 1, 0.95)] });

        Assert.Contains("attestation 4 says 0.5", report.Gates.Single(gate => gate.Gate == "metric").Detail, StringComparison.Ordinal);
        Assert.False(report.Passed);
    }

    [Fact]
    public void AStayCountsOnlyWhereThePromoterSignedItAsItsStageAsks()
    {
        const string Production = """, { "name": "Production", "after": "Canary", "gates": { "soak": "PT1H" } }""";
        ReleasePolicy signing = Policy("""{ "name": "Canary", "approvals": 1, "promoterSigns": true, "promoterMayApprove": true }""" + Production);
        ReleasePolicy stating = Policy("""{ "name": "Canary", "approvals": 1 }""" + Production);
        AliasHistory History(RecordKey? key) => AliasHistory.Begin(SampleRecords.Model, "Canary").Append(1, SampleRecords.Promotion("1.0.0"), key);
        GateReport Report(ReleasePolicy policy, RecordKey? key) => ReleaseGates.Evaluate(
            policy,
            "Production",
            Input("1.0.0") with { Stages = new Dictionary<string, AliasHistory> { ["Canary"] = History(key) }, Now = SampleRecords.Monday.AddDays(1) });

        Assert.True(Report(signing, _alice).Passed);
        Assert.Equal(["stage", "soak"], Report(signing, null).Failed.Select(gate => gate.Gate));
        Assert.Equal(["stage", "soak"], Report(signing, _mallory).Failed.Select(gate => gate.Gate));
        Assert.Contains("no promotion of it there is signed by one of alice, bob", Report(signing, null).Failed.First().Detail, StringComparison.Ordinal);
        Assert.True(Report(stating, null).Passed);
        Assert.Contains("only states it", Report(stating, null).Gates[0].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void OnlyListedPeoplesSignaturesCountAndEachOnce()
    {
        ReleasePolicy policy = Policy("""{ "name": "Production", "approvals": 2 }""");
        AttestationRecord alice = SampleRecords.Attestation(AttestationTypes.Approval, "1.0.0", "alice", "Production");
        AttestationRecord bob = SampleRecords.Attestation(AttestationTypes.Approval, "1.0.0", "bob");
        AttestationRecord elsewhere = SampleRecords.Attestation(AttestationTypes.Approval, "1.0.0", "bob", "Staging");
        AttestationRecord other = SampleRecords.Attestation(AttestationTypes.Approval, "1.1.0", "bob");

        GateReport Report(params SignedAttestation[] attestations) => ReleaseGates.Evaluate(policy, "Production", Input("1.0.0") with { Attestations = attestations });

        Assert.True(Report(alice.Signed(_alice), bob.Signed(_bob)).Passed);
        Assert.Equal(["alice", "bob"], Report(alice.Signed(_alice), bob.Signed(_bob)).Approvals.Select(approval => approval.Name));
        Assert.False(Report(alice.Signed(_alice), alice.Signed(_alice)).Passed);
        Assert.False(Report(alice.Signed(_alice), bob.Stated()).Passed);
        Assert.False(Report(alice.Signed(_alice), bob.Signed(_mallory)).Passed);
        Assert.False(Report(alice.Signed(_alice), elsewhere.Signed(_bob)).Passed);
        Assert.False(Report(alice.Signed(_alice), other.Signed(_bob)).Passed);
        // Whoever signs is the person, whatever name is stated.
        Assert.False(Report(alice.Signed(_alice), bob.Signed(_alice)).Passed);
        // An envelope of something else proves nothing.
        Assert.False(Report(alice.Signed(_alice), new SignedAttestation(bob, DsseEnvelope.Sign(other.Statement(), _bob))).Passed);
    }

    [Fact]
    public void ThePromoterIsNoApproverWhateverTheNameOrKey()
    {
        ReleasePolicy policy = Policy("""{ "name": "Production", "approvals": 1 }, { "name": "Lenient", "approvals": 1, "promoterMayApprove": true }""");
        GateInput input = Input("1.0.0") with { Attestations = [SampleRecords.Attestation(AttestationTypes.Approval, "1.0.0", "alice").Signed(_alice)] };

        Assert.True(ReleaseGates.Evaluate(policy, "Production", input).Passed);
        Assert.False(ReleaseGates.Evaluate(policy, "Production", input with { Promoter = new RecordActor { Name = "Alice" } }).Passed);
        Assert.False(ReleaseGates.Evaluate(policy, "Production", input with { Promoter = new RecordActor { Name = "alice-gh" } }).Passed);
        Assert.False(ReleaseGates.Evaluate(policy, "Production", input with { PromoterKeyId = _alice.KeyId }).Passed);
        Assert.True(ReleaseGates.Evaluate(policy, "Lenient", input with { Promoter = new RecordActor { Name = "alice" } }).Passed);
    }

    [Fact]
    public void OfEachApprovalThatDoesNotCountTheReasonIsTold()
    {
        ReleasePolicy policy = Policy("""{ "name": "Production", "approvals": 1, "approvers": ["bob"] }, { "name": "Both", "approvals": 2 }""");
        SignedAttestation changed = Approval(6, "bob").Signed(_bob);
        changed.Envelope!.Signatures[0].Sig = Approval(6, "bob").Signed(_mallory).Envelope!.Signatures[0].Sig;
        SignedAttestation[] attestations =
        [
            Approval(1, "bob").Stated(),
            Approval(2, "mallory").Signed(_mallory),
            Approval(3, "alice").Signed(_alice),
            Approval(4, "bob", stage: "Staging").Signed(_bob),
            Approval(5, "bob", version: "1.1.0").Signed(_bob),
            changed,
        ];

        string detail = ReleaseGates.Evaluate(policy, "Production", Input("1.0.0") with { Attestations = attestations }).Failed.Single().Detail;
        string both = ReleaseGates.Evaluate(policy, "Both", Input("1.0.0") with { Attestations = [Approval(1, "alice").Signed(_alice), Approval(2, "Alice").Signed(_alice), Approval(3, "bob").Signed(_bob)], Promoter = new RecordActor { Name = "bob" } }).Failed.Single().Detail;

        Assert.Equal(
            "nobody's approval counts yet"
            + "; approval 1 of bob (2026-05-04) does not count: it is not signed"
            + $"; approval 2 of mallory (2026-05-04) does not count: it is signed with the key {_mallory.KeyId[..12]} that the policy does not list"
            + "; approval 3 of alice (2026-05-04) does not count: alice is not among the approvers of Production"
            + "; approval 4 of bob (2026-05-04) does not count: it is for Staging"
            + "; approval 6 of bob (2026-05-04) does not count: its signature names the key of bob and does not fit it: the record or the signature was changed"
            + "; approval 5 of bob (2026-05-04) does not count: it is of 1.1.0",
            detail);
        Assert.Equal("approved by alice; approval 2 of Alice (2026-05-04) does not count: alice is counted already; approval 3 of bob (2026-05-04) does not count: bob promotes", both);
    }

    [Fact]
    public void OnePersonIsNotTwoByWritingTheNameInAnotherWay()
    {
        ReleasePolicy policy = ReleasePolicy.Parse("""{ "stages": [ { "name": "Production", "approvals": 2 } ] }"""u8.ToArray(), "policy.json");

        GateReport Report(params string[] names) => ReleaseGates.Evaluate(policy, "Production", Input("1.0.0") with { Attestations = [.. names.Select((name, index) => Approval(index + 1, name).Stated())] });

        Assert.True(Report("alice", "bob").Passed);
        Assert.False(Report("alice", " alice").Passed);
        Assert.False(Report("Zoe\u0308", "zo\u00EB").Passed);
        Assert.False(Report("alice", " Carol ").Passed);
    }

    [Fact]
    public void WhereThePromoterSignsTheNameThatIsStatedProvesNothing()
    {
        ReleasePolicy policy = Policy("""{ "name": "Production", "approvals": 1, "promoterSigns": true }""");
        GateInput input = Input("1.0.0") with { Attestations = [Approval(1, "alice").Signed(_alice)] };

        Assert.Equal(["promoter"], ReleaseGates.Evaluate(policy, "Production", input).Failed.Select(gate => gate.Gate));
        Assert.Equal(["promoter"], ReleaseGates.Evaluate(policy, "Production", input with { PromoterKeyId = _mallory.KeyId }).Failed.Select(gate => gate.Gate));
        Assert.Equal(["approval"], ReleaseGates.Evaluate(policy, "Production", input with { PromoterKeyId = _alice.KeyId }).Failed.Select(gate => gate.Gate));
        Assert.True(ReleaseGates.Evaluate(policy, "Production", input with { PromoterKeyId = _bob.KeyId }).Passed);
    }

    [Fact]
    public void APromoterWithAnotherKeyIsTheSamePerson()
    {
        ReleasePolicy policy = ReleasePolicy.Parse(
            Encoding.UTF8.GetBytes($$"""
                {
                  "approvers": [ { "name": "alice", "publicKey": {{JsonSerializer.Serialize(_alice.ExportPublicPem())}} } ],
                  "promoters": [ { "name": "Alice", "publicKey": {{JsonSerializer.Serialize(_bob.ExportPublicPem())}} }, { "name": "pipeline", "publicKey": {{JsonSerializer.Serialize(_mallory.ExportPublicPem())}} } ],
                  "stages": [ { "name": "Production", "approvals": 1, "promoterSigns": true } ]
                }
                """),
            "policy.json");
        GateInput input = Input("1.0.0") with { Attestations = [Approval(1, "alice").Signed(_alice)] };

        Assert.Equal(["approval"], ReleaseGates.Evaluate(policy, "Production", input with { PromoterKeyId = _bob.KeyId }).Failed.Select(gate => gate.Gate));
        Assert.Equal(["promoter", "approval"], ReleaseGates.Evaluate(policy, "Production", input with { PromoterKeyId = _alice.KeyId }).Failed.Select(gate => gate.Gate));
        Assert.True(ReleaseGates.Evaluate(policy, "Production", input with { PromoterKeyId = _mallory.KeyId }).Passed);
    }

    [Fact]
    public void AStageOnlyPassesWhatItServedWithTheSameContent()
    {
        ReleasePolicy policy = Policy("""{ "name": "Production", "after": "Staging" }""");
        GateInput input = Input("1.0.0") with { Stages = new Dictionary<string, AliasHistory> { ["staging"] = SampleRecords.History("Staging", "1.0.0", "1.1.0") } };

        Assert.True(ReleaseGates.Evaluate(policy, "Production", input).Passed);
        input.Manifest.Digest = SampleRecords.Digest("retrained");
        Assert.False(ReleaseGates.Evaluate(policy, "Production", input).Passed);
    }

    [Theory]
    [InlineData(23, false)]
    [InlineData(24, true)]
    public void TheTimeInTheFormerStageIsCounted(int hours, bool passed)
    {
        ReleasePolicy policy = Policy("""{ "name": "Production", "after": "Staging", "gates": { "soak": "P1D" } }""");
        GateInput input = Input("1.0.0") with
        {
            Stages = new Dictionary<string, AliasHistory> { ["Staging"] = SampleRecords.History("Staging", "1.0.0") },
            Now = SampleRecords.Monday.AddHours(hours),
        };

        Assert.Equal(passed, ReleaseGates.Evaluate(policy, "Production", input).Passed);
        // The feed knows better than the one who claims to have been earlier.
        Assert.False(ReleaseGates.Evaluate(policy, "Production", input with { Published = new Dictionary<(string, int), DateTimeOffset> { [("Staging", 1)] = SampleRecords.Monday.AddHours(2) } }).Passed);
    }

    [Fact]
    public void ALaterPromotionEndsTheTimeOfTheOneBefore()
    {
        ReleasePolicy policy = Policy("""{ "name": "Production", "after": "Staging", "gates": { "soak": "P2D" } }""");
        GateInput input = Input("1.0.0") with
        {
            Stages = new Dictionary<string, AliasHistory> { ["Staging"] = SampleRecords.History("Staging", "1.0.0", "1.1.0") },
            Now = SampleRecords.Monday.AddDays(30),
        };

        Assert.False(ReleaseGates.Evaluate(policy, "Production", input).Passed);
    }

    [Theory]
    [InlineData(0, "0 s", "was in Staging for 1 min 30 s")]
    [InlineData(89, "1 min 29 s", "was in Staging for 1 min 30 s")]
    public void OfShortTimesSecondsAreToldAndFromWhenOnItPasses(int seconds, string there, string rule)
    {
        GateInput input = Input("1.0.0") with
        {
            Stages = new Dictionary<string, AliasHistory> { ["Staging"] = SampleRecords.History("Staging", "1.0.0") },
            Now = SampleRecords.Monday.AddSeconds(seconds),
        };

        GateResult soak = ReleaseGates.Evaluate(Policy("""{ "name": "Production", "after": "Staging", "gates": { "soak": "PT1M30S" } }"""), "Production", input).Failed.Single();

        Assert.Equal((rule, $"it was there for {there}; it passes from {SampleRecords.Monday.AddSeconds(90):yyyy-MM-dd HH:mm:ss} UTC on"), (soak.Rule, soak.Detail));
    }

    [Fact]
    public void WhatWasMeasuredAndDoesNotCountIsNamedWithTheReason()
    {
        ReleasePolicy policy = Policy("""{ "name": "Production", "gates": { "metrics": [ { "name": "accuracy", "min": 0.9 } ], "validations": [ { "hardware": "Tesla T4" } ] } }""");
        AttestationRecord measured = SampleRecords.Attestation(AttestationTypes.Evaluation, "1.0.0", "carol");
        measured.Metrics = [new ModelMetric { Name = "accuracy", Value = 0.97 }];
        AttestationRecord run = SampleRecords.Attestation(AttestationTypes.Validation, "1.0.0", "carol");
        run.Validation = new AttestedValidation { Hardware = "Tesla T4", Outcome = ModelValidationOutcomes.Runs };

        GateResult[] failed = [.. ReleaseGates.Evaluate(policy, "Production", Input("1.0.0") with { Attestations = [measured.Stated(), run.Signed(_mallory)] }).Failed];

        Assert.StartsWith("nothing that counts tells it; attestation ", failed[0].Detail, StringComparison.Ordinal);
        Assert.EndsWith(", which says 0.97 without a data set, does not count: it is not signed", failed[0].Detail, StringComparison.Ordinal);
        Assert.Contains("which says 'runs', does not count: it is signed with the key", failed[1].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void ALaterEvaluationCountsInsteadOfTheManifestWhereAListedPersonSignedIt()
    {
        ReleasePolicy policy = Policy("""{ "name": "Production", "gates": { "metrics": [ { "name": "accuracy", "dataset": "test", "min": 0.9 } ] } }""");
        GateInput input = Input("1.0.0");
        input.Manifest.Metrics = [new ModelMetric { Name = "accuracy", Dataset = "test", Value = 0.8 }, new ModelMetric { Name = "accuracy", Dataset = "train", Value = 0.99 }];
        AttestationRecord better = SampleRecords.Attestation(AttestationTypes.Evaluation, "1.0.0", "bob");
        better.Metrics = [new ModelMetric { Name = "accuracy", Dataset = "test", Value = 0.95 }];

        Assert.False(ReleaseGates.Evaluate(policy, "Production", input).Passed);
        Assert.False(ReleaseGates.Evaluate(policy, "Production", input with { Attestations = [better.Stated()] }).Passed);
        Assert.False(ReleaseGates.Evaluate(policy, "Production", input with { Attestations = [better.Signed(_mallory)] }).Passed);
        Assert.True(ReleaseGates.Evaluate(policy, "Production", input with { Attestations = [better.Signed(_bob)] }).Passed);
    }

    [Fact]
    public void ANumberWithoutADataSetIsNoneOfOneThatARuleNames()
    {
        GateInput input = Input("1.0.0");
        input.Manifest.Metrics = [new ModelMetric { Name = "accuracy", Value = 0.93 }];

        GateResult named = ReleaseGates.Evaluate(Policy("""{ "name": "Production", "gates": { "metrics": [ { "name": "accuracy", "dataset": "test", "min": 0.9 } ] } }"""), "Production", input).Failed.Single();
        GateReport open = ReleaseGates.Evaluate(Policy("""{ "name": "Production", "gates": { "metrics": [ { "name": "accuracy", "min": 0.9 } ] } }"""), "Production", input);

        Assert.Equal("nothing tells it, though the manifest says 0.93 without a data set: state it for that data set ('attest --type evaluation --dataset …'), or change the rule", named.Detail);
        Assert.True(open.Passed);
    }

    [Theory]
    [InlineData("{ \"executionProvider\": \"cpu\" }", true)]
    [InlineData("{ \"executionProvider\": \"Cpu\", \"outcome\": \"matches\" }", false)]
    [InlineData("{ \"executionProvider\": \"Cuda\" }", false)]
    [InlineData("{ \"executionProvider\": \"Cuda\", \"hardware\": \"Tesla T4\" }", true)]
    [InlineData("{ \"hardware\": \"Tesla A10\" }", false)]
    public void ValidationsOfTheManifestAndOfAttestationsCount(string gate, bool passed)
    {
        ReleasePolicy policy = Policy($$"""{ "name": "Production", "gates": { "validations": [ {{gate}} ] } }""");
        GateInput input = Input("1.0.0");
        input.Manifest.Models = [new ModelEntry { File = "m.onnx", Validations = [new ModelValidation { ExecutionProvider = "Cpu", Runtime = "1.31.1", Outcome = ModelValidationOutcomes.Runs }] }];
        AttestationRecord record = SampleRecords.Attestation(AttestationTypes.Validation, "1.0.0", "bob");
        record.Validation = new AttestedValidation { Hardware = "Tesla T4", ExecutionProvider = "Cuda", Outcome = ModelValidationOutcomes.Matches };

        bool hardware = gate.Contains("hardware", StringComparison.Ordinal);
        Assert.Equal(passed, ReleaseGates.Evaluate(policy, "Production", input with { Attestations = hardware ? [record.Signed(_bob)] : [] }).Passed);
    }

    [Fact]
    public void AnEmergencyStaysOpenUntilAnotherPersonConfirms()
    {
        ReleasePolicy policy = Policy("""{ "name": "Production", "approvals": 2 }""");
        PromotionRecord rollback = SampleRecords.Promotion("1.0.0", actor: "alice-gh");
        rollback.Action = PromotionActions.Rollback;
        rollback.Emergency = true;
        rollback.Open = true;
        AliasHistory history = SampleRecords.History("Production", "1.0.0", "1.1.0").Append(3, rollback);
        AttestationRecord own = Confirmation("alice");
        AttestationRecord other = Confirmation("bob");
        AttestationRecord wrong = Confirmation("bob");
        wrong.Promotion = 2;

        bool IsOpen(ReleasePolicy? rules, params SignedAttestation[] attestations) => Assert.Single(RollbackState.Of(history, attestations, rules)).IsOpen;

        Assert.True(IsOpen(policy));
        Assert.True(IsOpen(policy, own.Signed(_alice)));
        Assert.True(IsOpen(policy, other.Stated()));
        Assert.True(IsOpen(policy, wrong.Signed(_bob)));
        Assert.False(IsOpen(policy, other.Signed(_bob)));
        Assert.False(IsOpen(null, other.Stated()));
        Assert.Empty(RollbackState.Of(SampleRecords.History("Production", "1.0.0"), [], policy));
    }

    private static AttestationRecord Approval(int sequence, string actor, string version = "1.0.0", string? stage = null)
    {
        AttestationRecord record = SampleRecords.Attestation(AttestationTypes.Approval, version, actor, stage);
        record.Sequence = sequence;
        return record;
    }

    private static AttestationRecord Confirmation(string actor)
    {
        AttestationRecord record = SampleRecords.Attestation(AttestationTypes.Confirmation, "1.0.0", actor, "Production");
        record.Promotion = 3;
        return record;
    }

    private ReleasePolicy Policy(string stages) => ReleasePolicy.Parse(
        Encoding.UTF8.GetBytes($$"""
            {
              "approvers": [
                { "name": "alice", "otherNames": "alice-gh", "publicKey": {{JsonSerializer.Serialize(_alice.ExportPublicPem())}} },
                { "name": "bob", "publicKey": {{JsonSerializer.Serialize(_bob.ExportPublicPem())}} }
              ],
              "stages": [ { "name": "Staging" }, {{stages}} ]
            }
            """),
        "policy.json");

    private static GateInput Input(string version) => new()
    {
        Manifest = new ModelManifest { Id = SampleRecords.Model, Version = version, Digest = SampleRecords.Digest(version) },
        Promoter = new RecordActor { Name = "carol" },
        Now = SampleRecords.Monday,
    };
}
