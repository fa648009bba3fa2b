using System.Text;
using System.Text.Json;
using Json.Schema;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Records;

namespace ModelPack.Core.Tests.Records;

public sealed class ReleasePolicyTests
{
    private static readonly JsonSchema Schema = ReadSchema();

    private static string Pem
    {
        get
        {
            using RecordKey key = RecordKey.Create();
            return JsonSerializer.Serialize(key.ExportPublicPem());
        }
    }

    [Fact]
    public void AWholePolicyIsRead()
    {
        string text = $$"""
            {
              "$schema": "https://modelpack.net/schema/policy-1.json",
              "schemaVersion": 1,
              "description": "Ours",
              "approvers": [
                { "name": "alice", "otherNames": ["alice-gh"], "publicKey": {{Pem}} },
                { "name": "bob", "publicKeys": [{{Pem}}, {{Pem}}] }
              ],
              "promoters": [{ "name": "pipeline", "publicKey": {{Pem}} }],
              "stages": [
                { "name": "Staging" },
                {
                  "name": "Production",
                  "after": "Staging",
                  "approvals": 1,
                  "approvers": ["bob"],
                  "promoterMayApprove": false,
                  "promoterSigns": true,
                  "gates": {
                    "metrics": [{ "name": "accuracy", "dataset": "test", "min": 0.9 }, { "name": "latency", "max": 20 }],
                    "lineage": ["Code", "Data"],
                    "validations": [{ "executionProvider": "Cuda", "hardware": "Tesla T4", "outcome": "matches" }],
                    "soak": "P3DT12H"
                  },
                  "rollback": { "emergency": true, "confirmations": 2 }
                }
              ],
              "retention": { "prereleases": 20 }
            }
            """;

        ReleasePolicy policy = Parse(text);

        PolicyStage production = policy.StageOf("production");
        Assert.Equal(["Staging"], production.After);
        Assert.Equal((1, 2, true), (production.Approvals, production.Confirmations, production.SignedEvidence));
        Assert.Equal(new MetricGate("accuracy", "test", null, 0.9, null), production.Metrics[0]);
        Assert.Equal(new ValidationGate("Cuda", "Tesla T4", null, "matches"), Assert.Single(production.Validations));
        Assert.Equal(TimeSpan.FromHours(84), production.Soak);
        Assert.True(production.PromoterSigns);
        Assert.Equal(["pipeline"], policy.MayPromote.Select(promoter => promoter.Name));
        Assert.Equal(20, policy.Retention!.Prereleases);
        Assert.Equal([1, 2], policy.Approvers.Select(approver => approver.Keys.Count));
        Assert.True(policy.Approvers[0].IsNamed("Alice-GH"));
        Assert.StartsWith("sha256:", policy.Digest, StringComparison.Ordinal);
        Assert.True(IsValid(text));
        Assert.Equal(RecordDiagnosticCodes.BadStage, SampleRecords.Problem(() => policy.StageOf("Canary")).Code);
    }

    [Theory]
    [InlineData(1, "")]
    [InlineData(3, "{\n \"stages\": [\n {]\n}")]
    [InlineData(1, "[]")]
    [InlineData(1, "{ \"approvers\": [] }")]
    [InlineData(2, "{\n \"stages\": [] }")]
    [InlineData(2, "{ \"stages\": [ {\n \"name\": \"\" } ] }")]
    [InlineData(2, "{ \"stages\": [ {\n \"name\": \"A.B\" } ] }")]
    [InlineData(2, "{ \"stages\": [ {\n \"name\": \"attestations\" } ] }")]
    [InlineData(3, "{ \"stages\": [\n { \"name\": \"A\" },\n { \"name\": \"a\" } ] }")]
    [InlineData(3, "{ \"stages\": [ { \"name\": \"A\",\n\n \"aproval\": 2 } ] }")]
    [InlineData(2, "{ \"stages\": [ { \"name\": \"A\",\n \"approvals\": 1.5 } ] }")]
    [InlineData(2, "{ \"stages\": [ { \"name\": \"A\",\n \"approvals\": \"2\" } ] }")]
    [InlineData(2, "{ \"stages\": [ { \"name\": \"A\",\n \"promoterMayApprove\": \"no\" } ] }")]
    [InlineData(2, "{ \"stages\": [ { \"name\": \"A\",\n \"after\": \"B\" }, { \"name\": \"B\" } ] }")]
    [InlineData(2, "{ \"stages\": [ { \"name\": \"A\",\n \"approvers\": [\"nobody\"] } ] }")]
    [InlineData(2, "{ \"stages\": [ { \"name\": \"A\", \"gates\": {\n \"soak\": \"P1D\" } } ] }")]
    [InlineData(2, "{ \"stages\": [ { \"name\": \"S\" }, { \"name\": \"A\", \"after\": \"S\", \"gates\": {\n \"soak\": \"3 days\" } } ] }")]
    [InlineData(2, "{ \"stages\": [ { \"name\": \"S\" }, { \"name\": \"A\", \"after\": \"S\", \"gates\": {\n \"soak\": \"P1M\" } } ] }")]
    [InlineData(2, "{ \"stages\": [ { \"name\": \"A\", \"gates\": { \"metrics\": [\n { \"name\": \"accuracy\" } ] } } ] }")]
    [InlineData(2, "{ \"stages\": [ { \"name\": \"A\", \"gates\": { \"metrics\": [\n { \"min\": 1 } ] } } ] }")]
    [InlineData(2, "{ \"stages\": [ { \"name\": \"A\", \"gates\": {\n \"lineage\": \"code\" } } ] }")]
    [InlineData(2, "{ \"stages\": [ { \"name\": \"A\", \"gates\": { \"validations\": [ {\n \"outcome\": \"works\" } ] } } ] }")]
    [InlineData(2, "{ \"stages\": [ { \"name\": \"A\" } ], \"approvers\": [\n { \"name\": \"alice\" } ] }")]
    [InlineData(2, "{ \"stages\": [ { \"name\": \"A\",\n \"promoterSigns\": true } ] }")]
    [InlineData(2, "{ \"stages\": [ { \"name\": \"A\", \"promoterSigns\": true,\n \"approvals\": 1 } ], \"approvers\": [ { \"name\": \"alice\", \"publicKey\": \"PEM\" } ] }")]
    [InlineData(2, "{ \"stages\": [ { \"name\": \"A\" } ], \"approvers\": [ {\n \"name\": \" alice\", \"publicKey\": \"PEM\" } ] }")]
    [InlineData(2, "{ \"stages\": [ { \"name\": \"A\" } ], \"approvers\": [ {\n \"name\": \"ali\\u200bce\", \"publicKey\": \"PEM\" } ] }")]
    [InlineData(2, "{ \"stages\": [ { \"name\": \"A\" } ],\n \"schemaVersion\": 2 }")]
    [InlineData(2, "{ \"stages\": [ { \"name\": \"A\" } ],\n \"retention\": { } }")]
    [InlineData(2, "{ \"stages\": [ { \"name\": \"A\" } ],\n \"stages\": [ { \"name\": \"B\" } ] }")]
    public void AMistakeIsShownWhereItIs(int line, string text)
    {
        Problem problem = SampleRecords.Problem(() => Parse(text.Replace("\"PEM\"", Pem, StringComparison.Ordinal)));

        Assert.Equal((RecordDiagnosticCodes.BadPolicy, line, "policy.json"), (problem.Code, problem.Line, Path.GetFileName(problem.File)));
    }

    [Theory]
    [InlineData("{ \"stages\": [] }")]
    [InlineData("{ \"stages\": [ { \"name\": \"A.B\" } ] }")]
    [InlineData("{ \"stages\": [ { \"name\": \"Payload\" } ] }")]
    [InlineData("{ \"stages\": [ { \"name\": \"A\", \"aproval\": 2 } ] }")]
    [InlineData("{ \"stages\": [ { \"name\": \"A\", \"gates\": { \"metrics\": [ { \"name\": \"accuracy\" } ] } } ] }")]
    [InlineData("{ \"stages\": [ { \"name\": \"A\", \"gates\": { \"lineage\": \"code\" } } ] }")]
    [InlineData("{ \"stages\": [ { \"name\": \"A\", \"gates\": { \"soak\": \"P1M\" } } ] }")]
    [InlineData("{ \"stages\": [ { \"name\": \"A\" } ], \"approvers\": [ { \"name\": \"alice\" } ] }")]
    public void TheSchemaFindsTheMistakesThatEditorsCanShow(string text) => Assert.False(IsValid(text));

    [Fact]
    public void APrivateKeyIsNoPublicOne()
    {
        using RecordKey key = RecordKey.Create();
        string text = $$"""{ "stages": [ { "name": "A" } ], "approvers": [ { "name": "alice", "publicKey": {{JsonSerializer.Serialize(key.ExportPrivatePem())}} } ] }""";

        Assert.Contains("private key", SampleRecords.Problem(() => Parse(text)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OneKeyIsNotTwoPeople()
    {
        string pem = Pem;
        string text = $$"""{ "stages": [ { "name": "A" } ], "approvers": [ { "name": "alice", "publicKey": {{pem}} }, { "name": "bob", "publicKey": {{pem}} } ] }""";

        Assert.Contains("two", SampleRecords.Problem(() => Parse(text)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnApproverIsNoPromoterUnderAnotherName()
    {
        string pem = Pem;
        string Text(string name) => $$"""{ "stages": [ { "name": "A" } ], "approvers": [ { "name": "alice", "publicKey": {{pem}} } ], "promoters": [ { "name": "{{name}}", "publicKey": {{pem}} } ] }""";

        Assert.Equal("Alice", Parse(Text("Alice")).MayPromote[0].Name);
        Assert.Contains("'bob' with the key of an approver of another name", SampleRecords.Problem(() => Parse(Text("bob"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsNoFileOfThatNameIsNoReasonToGoOnWithout()
    {
        using TempFolder folder = new("policy");
        Directory.CreateDirectory(folder["a/" + ReleasePolicy.FileName]);
        Assert.Equal(RecordDiagnosticCodes.BadPolicy, SampleRecords.Problem(() => ReleasePolicy.Find(folder["a"])).Code);
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Case does not matter there, and there are no pipes.");

        folder.Write("b/ModelPack.Policy.json", "{}");
        Assert.Contains("ModelPack.Policy.json", SampleRecords.Problem(() => ReleasePolicy.Find(folder["b"])).Message, StringComparison.Ordinal);
        Directory.CreateDirectory(folder["c"]);
        File.CreateSymbolicLink(folder["c/" + ReleasePolicy.FileName], "nowhere");
        Assert.Equal(RecordDiagnosticCodes.BadPolicy, SampleRecords.Problem(() => ReleasePolicy.Load(ReleasePolicy.Find(folder["c"])!)).Code);
    }

    [Theory]
    [InlineData("/dev/zero")]
    [InlineData(null)]
    public void APipeOrDeviceIsNoPolicyAndNoAttachment(string? path)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no such files.");
        using TempFolder folder = new("policy");
        if (path is null)
        {
            path = folder["pipe"];
            using System.Diagnostics.Process process = System.Diagnostics.Process.Start("mkfifo", [path]);
            process.WaitForExit();
        }

        Assert.Contains("pipe or device", SampleRecords.Problem(() => ReleasePolicy.Load(path)).Message, StringComparison.Ordinal);
        Assert.Contains("pipe or device", SampleRecords.Problem(() => AttachedFile.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void KeyFilesLieBesideThePolicyWhichIsFoundFromBelow()
    {
        using TempFolder folder = new("policy");
        using RecordKey key = RecordKey.Create();
        folder.Write("keys/alice.pem", key.ExportPublicPem());
        folder.Write(ReleasePolicy.FileName, """{ "stages": [ { "name": "A" } ], "approvers": [ { "name": "alice", "publicKeyFile": "keys/alice.pem" } ] }""");
        Directory.CreateDirectory(folder["src/model"]);

        string found = ReleasePolicy.Find(folder["src/model"])!;

        Assert.Equal(folder[ReleasePolicy.FileName], found);
        Assert.Equal(key.KeyId, ReleasePolicy.Load(found).Approvers[0].Keys[0].KeyId);
        Assert.Equal(RecordDiagnosticCodes.BadPolicy, SampleRecords.Problem(() => ReleasePolicy.Load(folder["none.json"])).Code);
    }

    [Fact]
    public void ThePolicyOfTheReadmeIsOneAndTakesPlainMetrics()
    {
        string text = File.ReadAllText(Path.Combine(RepositoryFolder.Path, "src", "ModelPack.Tool", "README.md"))
            .Split("```json\n").Skip(1).Select(block => block.Split("\n```")[0]).First(block => block.Contains("\"approvers\"", StringComparison.Ordinal));
        using TempFolder folder = new("policy");
        foreach (string person in (string[])["alice", "bob", "pipeline"])
        {
            using RecordKey key = RecordKey.Create();
            folder.Write($"keys/{person}.pem", key.ExportPublicPem());
        }

        ReleasePolicy policy = ReleasePolicy.Load(folder.Write(ReleasePolicy.FileName, text));
        GateReport report = ReleaseGates.Evaluate(policy, "Production", new GateInput
        {
            Manifest = new ModelManifest { Id = SampleRecords.Model, Version = "1.0.0", Metrics = [new ModelMetric { Name = "accuracy", Value = 0.93 }] },
            Promoter = new RecordActor { Name = "carol" },
            Now = SampleRecords.Monday,
        });

        Assert.True(IsValid(text));
        Assert.True(report.Gates.Single(gate => gate.Gate == "metric").Passed);
    }

    private static ReleasePolicy Parse(string text) => ReleasePolicy.Parse(Encoding.UTF8.GetBytes(text), "policy.json");

    private static bool IsValid(string text)
    {
        using JsonDocument document = JsonDocument.Parse(text);
        return Schema.Evaluate(document.RootElement).IsValid;
    }

    private static JsonSchema ReadSchema()
    {
        using Stream stream = typeof(ReleasePolicy).Assembly.GetManifestResourceStream("modelpack.policy.schema.json")!;
        using StreamReader reader = new(stream);
        return JsonSchema.FromText(reader.ReadToEnd());
    }
}
