using System.Security.Cryptography;
using System.Text.Json;
using ModelPack.Tool.CommandLine;

namespace ModelPack.Tool.Tests.Records;

/// <summary>A version goes through a policy with approvers, a gate and a promoter who is none of them, and back again on a bad evening: through the tool alone.</summary>
public sealed class ReleaseStoryTests : IDisposable
{
    private const string First = ReleaseWorkspace.Model + "@1.0.0";
    private const string Second = ReleaseWorkspace.Model + "@1.1.0";

    private readonly ReleaseWorkspace _workspace = new();

    public ReleaseStoryTests()
    {
        // In the forms that openssl writes: 'ecparam -genkey', 'pkcs8 -topk8' with a password, 'genpkey'.
        _workspace.Key("alice", key => key.ExportECPrivateKeyPem());
        _workspace.Key("bob", key => key.ExportEncryptedPkcs8PrivateKeyPem("s3cret", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 2048)));
        _workspace.Key("pipeline", key => key.ExportPkcs8PrivateKeyPem());
        _workspace.Key("mallory", key => key.ExportPkcs8PrivateKeyPem());
        _workspace.Write("modelpack.policy.json", """
            {
              "approvers": [
                { "name": "alice", "publicKeyFile": "keys/alice.pem" },
                { "name": "bob", "otherNames": ["bob-gh"], "publicKeyFile": "keys/bob.pem" }
              ],
              "promoters": [{ "name": "pipeline", "publicKeyFile": "keys/pipeline.pem" }],
              "stages": [
                {
                  "name": "Production",
                  "approvals": 2,
                  "promoterSigns": true,
                  "gates": { "metrics": [{ "name": "accuracy", "min": 0.9 }] },
                  "rollback": { "emergency": true, "confirmations": 1 }
                }
              ]
            }
            """);
        _workspace.Publish("1.0.0", 0.91);
        _workspace.Publish("1.1.0", 0.95);
    }

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task AVersionIsApprovedPromotedTakenBackAndConfirmed()
    {
        await Release(First);
        await Release(Second);

        (int? code, JsonElement rollback) = await _workspace.Json("carol", "rollback", ReleaseWorkspace.Alias, "--reason", "wrong answers since 17:40", "--revoke", "--severity", "critical");
        (int? again, JsonElement revoked) = await _workspace.Json("alice", "promote", Second, "--to", "Production", "--key", "pipeline.pem");
        CommandResult approval = await _workspace.Run("alice", "approve", Second, "--stage", "Production", "--key", "alice.pem");
        CommandResult open = await _workspace.Run("carol", "log", ReleaseWorkspace.Model);
        CommandResult stranger = await _workspace.Run("carol", "approve", ReleaseWorkspace.Alias, "--key", "mallory.pem");
        CommandResult confirmed = await _workspace.RunWithPassword("s3cret", "dave", "approve", ReleaseWorkspace.Alias, "--reason", "right so", "--key", "bob.pem");
        CommandResult twice = await _workspace.RunWithPassword("s3cret", "bob-gh", "approve", ReleaseWorkspace.Alias, "--reason", "right so", "--key", "bob.pem");
        CommandResult closed = await _workspace.Run("carol", "log", ReleaseWorkspace.Model);

        Assert.Equal((ExitCodes.Done, true, 1, "1.0.0"), (code, rollback.GetProperty("emergency").GetBoolean(), rollback.GetProperty("confirmations").GetInt32(), rollback.GetProperty("to").GetProperty("version").GetString()));
        Assert.Equal("critical", rollback.GetProperty("revocation").GetProperty("severity").GetString());
        Assert.Equal((ExitCodes.No, "MP5067"), (again, revoked.GetProperty("error").GetProperty("code").GetString()));
        approval.ShouldFail("MP5067");
        stranger.ShouldFail("MP5063");
        open.ShouldSucceed().ShouldSay("EMERGENCY, still to be confirmed");
        confirmed.ShouldSucceed().ShouldSay("It counts as bob's, whose key it is.").ShouldSay(" to 1.0.0 by carol (Contoso.Sentiment.Production 3.0.0) is confirmed now.");
        twice.ShouldSucceed().ShouldSay("was confirmed already.");
        closed.ShouldSucceed().ShouldSay("emergency, confirmed");
    }

    [Fact]
    public async Task APromotionWithoutAPolicySaysThatThereWasNone()
    {
        File.Delete(_workspace["modelpack.policy.json"]);

        CommandResult empty = await _workspace.Run("carol", "promote", First, "--to", "Production", "--policy", "");
        CommandResult text = await _workspace.Run("carol", "promote", First, "--to", "Production", "--dry-run");
        (_, JsonElement json) = await _workspace.Json("carol", "promote", First, "--to", "Production");
        _workspace.Write("ModelPack.Policy.json", "{}");

        empty.ShouldFail("MP5102");
        text.ShouldSucceed().ShouldSay("No policy was found: nobody had to approve.");
        Assert.Equal(JsonValueKind.Null, json.GetProperty("policy").ValueKind);
        if (!OperatingSystem.IsWindows() && !OperatingSystem.IsMacOS())
        {
            (await _workspace.Run("carol", "promote", Second, "--to", "Production")).ShouldFail("MP5062");
        }
    }

    [Fact]
    public async Task ASecondRollbackOfTheSameReasonDoesNothingAndSaysSo()
    {
        await Release(First);
        await Release(Second);

        (int? planned, JsonElement plan) = await _workspace.Json("carol", "rollback", ReleaseWorkspace.Alias, "--plan");
        CommandResult shown = await _workspace.Run("carol", "rollback", ReleaseWorkspace.Alias, "--plan");
        CommandResult first = await _workspace.Run("carol", "rollback", ReleaseWorkspace.Alias, "--reason", "bad answers");
        CommandResult again = await _workspace.Run("carol", "rollback", ReleaseWorkspace.Alias, "--reason", "bad answers");
        CommandResult named = await _workspace.Run("carol", "rollback", ReleaseWorkspace.Alias, "--reason", "bad answers", "--to", "1.0.0");

        Assert.Equal((ExitCodes.Done, "planned"), (planned, plan.GetProperty("outcome").GetString()));
        shown.ShouldSucceed().ShouldSay("1.1.0, which the alias serves now:");
        first.ShouldSucceed().ShouldSay("1.1.0, which the alias served before:");
        Assert.Equal(ExitCodes.No, again.ExitCode);
        again.ShouldSay("went back from 1.1.0 to 1.0.0").ShouldSay("Nothing was left to do");
        named.ShouldSucceed().ShouldSay("serves Contoso.Sentiment 1.0.0 already");
    }

    [Fact]
    public async Task ASecondPersonOnCallLearnsThatTheAliasHasGoneBack()
    {
        _workspace.Publish("1.2.0", 0.96);
        await Release(First);
        await Release(Second);
        await Release(ReleaseWorkspace.Model + "@1.2.0");
        (await _workspace.Run("alice", "rollback", ReleaseWorkspace.Alias, "--reason", "wrong answers")).ShouldSucceed();

        CommandResult plan = await _workspace.Run("carol", "rollback", ReleaseWorkspace.Alias, "--plan");
        CommandResult other = await _workspace.Run("carol", "rollback", ReleaseWorkspace.Alias, "--reason", "other words");
        CommandResult own = await _workspace.Run("dave", "approve", ReleaseWorkspace.Alias, "--key", "alice.pem");

        plan.ShouldSay("went back from 1.2.0 to 1.1.0").ShouldSay("To go further back: --to 1.0.0");
        Assert.Equal(ExitCodes.No, other.ExitCode);
        other.ShouldSay("went back from 1.2.0 to 1.1.0").ShouldSay("by alice (wrong answers)").ShouldSay("To go further back: --to 1.0.0");
        own.ShouldFail("MP5066");
    }

    [Fact]
    public async Task AnEvaluationThatDoesNotCountIsToldAtOnceAndAtThePromotion()
    {
        _workspace.Publish("1.2.0", 0.8);
        string bad = ReleaseWorkspace.Model + "@1.2.0";

        CommandResult attested = await _workspace.Run("carol", "attest", bad, "--type", "evaluation", "--metric", "accuracy=0.97");
        CommandResult promoted = await _workspace.Run("carol", "promote", bad, "--to", "Production", "--key", "pipeline.pem");

        attested.ShouldSucceed().ShouldSay("warning MP5076").ShouldSay("does not count for Production under the policy");
        promoted.ShouldSay("the manifest says 0.8; attestation 1 of carol (").ShouldSay("which says 0.97 without a data set, does not count: it is not signed");
    }

    [Fact]
    public async Task WhatIsMissingIsNamedUntilNothingIs()
    {
        string detail = await Refused("pipeline", "approval", "--key", "pipeline.pem");
        Assert.Contains("nobody's approval counts yet", detail, StringComparison.Ordinal);

        // An approval from a folder without the policy is not stopped, and does not count.
        string policy = _workspace["modelpack.policy.json"];
        File.Move(policy, _workspace["aside.json"]);
        (await _workspace.Run("bob", "approve", First, "--stage", "Production")).ShouldSucceed();
        (await _workspace.Run("mallory", "approve", First, "--stage", "Production", "--key", "mallory.pem", "--actor", "bob")).ShouldSucceed();
        File.Move(_workspace["aside.json"], policy);
        await Approve("alice", First, "alice.pem");
        detail = await Refused("pipeline", "approval", "--key", "pipeline.pem");
        Assert.StartsWith("approved by alice; approval 1 of bob (", detail, StringComparison.Ordinal);
        Assert.Contains(" does not count: it is not signed; approval 2 of bob (", detail, StringComparison.Ordinal);
        Assert.EndsWith("that the policy does not list", detail, StringComparison.Ordinal);

        (await _workspace.RunWithPassword("s3cret", "bob-gh", "approve", First, "--stage", "production", "--key", "bob.pem")).ShouldSucceed();
        Assert.Contains("it is not signed", await Refused("carol", "promoter"), StringComparison.Ordinal);
        Assert.Contains("is of none of them", await Refused("carol", "promoter", "--key", "mallory.pem"), StringComparison.Ordinal);

        // Whoever approved does not promote, whichever of the two names is stated; and the key of the promoter does not make it anybody else's.
        await Refused("bob-gh", "approval", "--key", "pipeline.pem");
        (int? code, JsonElement promoted) = await _workspace.Json("carol", "promote", First, "--to", "production", "--key", "pipeline.pem");
        Assert.Equal((ExitCodes.Done, "promoted"), (code, promoted.GetProperty("outcome").GetString()));
        Assert.Equal(["alice", "bob"], promoted.GetProperty("record").GetProperty("approvals").EnumerateArray().Select(approval => approval.GetProperty("name").GetString()));
        Assert.Single(promoted.GetProperty("record").GetProperty("signatures").EnumerateArray());
    }

    [Fact]
    public async Task AVersionBelowTheGateIsNotPromotedHoweverManyApprove()
    {
        _workspace.Publish("1.2.0", 0.8);
        string bad = ReleaseWorkspace.Model + "@1.2.0";
        await Approve("alice", bad, "alice.pem");
        (await _workspace.RunWithPassword("s3cret", "bob", "approve", bad, "--key", "bob.pem")).ShouldSucceed();

        (int? code, JsonElement answer) = await _workspace.Json("carol", "promote", bad, "--to", "Production", "--key", "pipeline.pem");

        Assert.Equal((ExitCodes.No, "MP5066"), (code, answer.GetProperty("error").GetProperty("code").GetString()));
        Assert.Contains("accuracy is at least 0.9: the manifest says 0.8", answer.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MP5063", "is a public key, which cannot sign", "approve", First, "--stage", "Production", "--key", "keys/alice.pem")]
    [InlineData("MP5063", "is encrypted, and no password is given", "approve", First, "--stage", "Production", "--key", "bob.pem")]
    [InlineData("MP5063", "is not listed, and may not approve for Production", "approve", First, "--stage", "Production", "--key", "mallory.pem")]
    [InlineData("MP5063", "is that of pipeline, who may not approve for Production", "approve", First, "--stage", "Production", "--key", "pipeline.pem")]
    [InlineData("MP5064", "has no stage 'Prod'", "approve", First, "--stage", "Prod", "--key", "alice.pem")]
    [InlineData("MP5076", "lists approvers: only what they sign counts", "approve", First, "--stage", "Production")]
    [InlineData("MP5076", "has control characters", "approve", First, "--stage", "Production", "--key", "alice.pem", "--actor", "ali\u200bce")]
    [InlineData("MP5102", "--severity is of a revocation", "rollback", ReleaseWorkspace.Alias, "--reason", "bad", "--severity", "low")]
    public async Task WhatCannotCountIsRefusedWhenItIsSaid(string code, string text, params string[] arguments)
    {
        CommandResult result = await _workspace.Run("alice", arguments);

        result.ShouldFail(code);
        result.ShouldSay(text);
        Assert.Equal(2, Directory.GetFiles(_workspace["feed"]).Length);
    }

    [Fact]
    public async Task ARevocationNamesTheAliasesThatStillServeTheVersion()
    {
        await Release(First);

        CommandResult result = await _workspace.Run("carol", "revoke", First, "--reason", "leaks names");
        (_, JsonElement answer) = await _workspace.Json("carol", "revoke", First, "--reason", "leaks names");

        result.ShouldSucceed().ShouldSay($"{ReleaseWorkspace.Alias} 1.0.0 still serves it. Take it back: dotnet modelpack rollback {ReleaseWorkspace.Alias} --reason …");
        Assert.Equal((ReleaseWorkspace.Alias, "1.0.0"), answer.GetProperty("servedBy").EnumerateArray().Select(served => (served.GetProperty("id").GetString(), served.GetProperty("version").GetString())).Single());
    }

    [Fact]
    public async Task APolicyThatCannotBeReadKeepsNoVersionFromBeingRevoked()
    {
        _workspace.Write("modelpack.policy.json", "{");

        CommandResult result = await _workspace.Run("carol", "revoke", First, "--reason", "leaks names");

        result.ShouldSucceed().ShouldSay("is revoked (high)");
        Assert.StartsWith("MP5062", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    private async Task Release(string version)
    {
        await Approve("alice", version, "alice.pem");
        (await _workspace.RunWithPassword("s3cret", "bob-gh", "approve", version, "--stage", "Production", "--key", "bob.pem")).ShouldSucceed();
        (await _workspace.Run("carol", "promote", version, "--to", "Production", "--reason", "better", "--key", "pipeline.pem")).ShouldSucceed();
    }

    private async Task Approve(string person, string version, string key) => (await _workspace.Run(person, "approve", version, "--stage", "Production", "--key", key)).ShouldSucceed();

    /// <summary>Tries to promote, and returns what was found of the only rule that does not hold.</summary>
    private async Task<string> Refused(string person, string gate, params string[] more)
    {
        (int? code, JsonElement answer) = await _workspace.Json(person, ["promote", First, "--to", "Production", .. more]);
        Assert.Equal(ExitCodes.No, code);
        JsonElement failed = Assert.Single(answer.GetProperty("gates").EnumerateArray(), found => !found.GetProperty("passed").GetBoolean());
        Assert.Equal(gate, failed.GetProperty("gate").GetString());
        return failed.GetProperty("detail").GetString()!;
    }
}
