using System.Text.Json;
using ModelPack.Testing.Feeds;
using ModelPack.Tool.CommandLine;

namespace ModelPack.Tool.Tests.Records;

/// <summary>Models on one feed, records on another, stages on two: what the commands that look at them say.</summary>
public sealed class SeveralFeedsTests : IDisposable
{
    private const string Model = ReleaseWorkspace.Model;

    private readonly ReleaseWorkspace _workspace = new();

    public SeveralFeedsTests()
    {
        _workspace.Write("nuget.config", """<configuration><packageSources><clear /><add key="prod" value="feed" /><add key="dev" value="dev" /><add key="records" value="records" /></packageSources></configuration>""");
        Directory.CreateDirectory(_workspace["dev"]);
        Directory.CreateDirectory(_workspace["records"]);
    }

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task WhatWasPromotedOnOneOfTheNamedFeedsIsKeptOnTheOthers()
    {
        (byte[] package, ModelPayload payload) = TestPackage.Payload([1, 2, 3]);
        string payloadFile = _workspace[$"feed/{payload.Id}.1.0.0.nupkg"];
        await File.WriteAllBytesAsync(payloadFile, package, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(_workspace[$"feed/{Model}.2.1.0-rc.1.nupkg"], TestPackage.Model(Model, "2.1.0-rc.1", [payload]), TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(_workspace[$"feed/{Model}.2.1.0-rc.2.nupkg"], TestPackage.Model(Model, "2.1.0-rc.2", []), TestContext.Current.CancellationToken);
        (await _workspace.Run("carol", "promote", $"{Model}@2.1.0-rc.1", "--to", "Staging", "--source", "prod", "--records-source", "records")).ShouldSucceed();

        (await _workspace.Run("carol", "gc", "--source", "prod", "--source", "records", "--min-age", "0", "--keep-prereleases", "0", "--delete")).ShouldSucceed();

        Assert.True(File.Exists(payloadFile));
        Assert.True(File.Exists(_workspace[$"feed/{Model}.2.1.0-rc.1.nupkg"]));
        Assert.False(File.Exists(_workspace[$"feed/{Model}.2.1.0-rc.2.nupkg"]));
        Assert.Single(Directory.GetFiles(_workspace["records"]));
    }

    [Fact]
    public async Task TheSameStageOnTwoFeedsIsTold()
    {
        await PromoteOnBoth();

        (int? code, JsonElement log) = await _workspace.Json("carol", "log", Model);
        CommandResult shown = await _workspace.Run("carol", "log", Model);
        CommandResult versions = await _workspace.Run("carol", "versions", Model);
        (await _workspace.Run("carol", "catalog", "--sqlite", "models.db")).ShouldSucceed().ShouldSay("MP5050");

        Assert.Equal(ExitCodes.Done, code);
        Assert.Equal(
            ["1.0.0 prod", "1.1.0 dev"],
            log.GetProperty("entries").EnumerateArray().Where(entry => entry.GetProperty("kind").GetString() == "promoted")
                .Select(entry => $"{entry.GetProperty("version").GetString()} {entry.GetProperty("sources")[0].GetString()}").Order(StringComparer.Ordinal));
        Assert.Equal("MP5050", log.GetProperty("problems").EnumerateArray().Single().GetProperty("code").GetString());
        shown.ShouldSucceed().ShouldSay("'prod'").ShouldSay("1.0.0 serves 1.1.0");
        Assert.Matches(@"1\.1\.0 promoted to Staging; Staging 1\.0\.0 serves it +carol .* dev", shown.StandardOutput);
        versions.ShouldSucceed().ShouldSay("Staging (dev)").ShouldSay("Staging (prod)").ShouldSay("MP5050");
    }

    [Fact]
    public async Task AnAliasThatWasCopiedIsToldOnce()
    {
        _workspace.Publish("1.0.0", 0.91);
        (await _workspace.Run("carol", "promote", $"{Model}@1.0.0", "--to", "Staging", "--source", "prod")).ShouldSucceed();
        (await _workspace.Run("carol", "copy", $"{Model}.Staging@1.0.0", "--from", "prod", "--to", "dev")).ShouldSucceed();
        _workspace.Publish("1.1.0", 0.95);
        (await _workspace.Run("carol", "promote", $"{Model}@1.1.0", "--to", "Staging", "--source", "prod")).ShouldSucceed();

        (int? code, JsonElement log) = await _workspace.Json("carol", "log", Model);

        Assert.Equal(ExitCodes.Done, code);
        Assert.Equal(
            ["1.0.0 prod, dev", "1.1.0 prod"],
            log.GetProperty("entries").EnumerateArray().Where(entry => entry.GetProperty("kind").GetString() == "promoted")
                .Select(entry => $"{entry.GetProperty("version").GetString()} {string.Join(", ", entry.GetProperty("sources").EnumerateArray().Select(source => source.GetString()))}").Order(StringComparer.Ordinal));
        Assert.Empty(log.GetProperty("problems").EnumerateArray());
    }

    [Fact]
    public async Task WhatWasAttestedCanBeRead()
    {
        _workspace.Publish("1.0.0", 0.91);
        _workspace.Write("report.txt", "fine");
        (await _workspace.Run("bob", "attest", $"{Model}@1.0.0", "--type", "evaluation", "--metric", "accuracy=0.71", "--dataset", "live", "--file", "report.txt", "--source", "prod")).ShouldSucceed();
        (await _workspace.Run("bob", "attest", $"{Model}@1.0.0", "--type", "validation", "--outcome", "matches", "--hardware", "Tesla T4", "--source", "prod")).ShouldSucceed();

        CommandResult shown = await _workspace.Run("carol", "log", Model, "--source", "prod");
        (_, JsonElement log) = await _workspace.Json("carol", "log", Model, "--source", "prod");
        CommandResult inspected = await _workspace.Run("carol", "inspect", $"{Model}.Attestations@1.0.0", "--source", "prod");
        CommandResult versions = await _workspace.Run("carol", "versions", $"{Model}.Attestations", "--source", "prod");

        string digest = ReleaseWorkspace.Sha256("fine");
        shown.ShouldSucceed().ShouldSay("1.0.0: evaluation (attestation 1)").ShouldSay("accuracy 0.71 on live").ShouldSay("report.txt (SHA-256").ShouldSay("1.0.0: validation (attestation 2)").ShouldSay("matches Tesla T4");
        JsonElement[] entries = [.. log.GetProperty("entries").EnumerateArray().Where(entry => entry.GetProperty("kind").GetString() == "attested")];
        Assert.Equal([1, 2], entries.Select(entry => entry.GetProperty("number").GetInt32()));
        Assert.Equal(("accuracy", 0.71, "live"), (entries[0].GetProperty("metrics")[0].GetProperty("name").GetString(), entries[0].GetProperty("metrics")[0].GetProperty("value").GetDouble(), entries[0].GetProperty("metrics")[0].GetProperty("dataset").GetString()));
        Assert.Equal(("report.txt", 4, digest), (entries[0].GetProperty("file").GetProperty("path").GetString(), entries[0].GetProperty("file").GetProperty("size").GetInt32(), entries[0].GetProperty("file").GetProperty("sha256").GetString()));
        Assert.Equal(("matches", "Tesla T4"), (entries[1].GetProperty("validation").GetProperty("outcome").GetString(), entries[1].GetProperty("validation").GetProperty("hardware").GetString()));
        Assert.Equal((ExitCodes.Usage, ExitCodes.Usage), (inspected.ExitCode, versions.ExitCode));
        inspected.ShouldFail("MP5083").ShouldSay("is a package of records of");
        versions.ShouldFail("MP5083");
    }

    [Fact]
    public async Task TheLogOfAStageHasWhatConcernsIt()
    {
        _workspace.Publish("1.0.0", 0.91);
        (await _workspace.Run("carol", "promote", $"{Model}@1.0.0", "--to", "Staging", "--source", "prod")).ShouldSucceed();
        (await _workspace.Run("carol", "promote", $"{Model}@1.0.0", "--to", "Production", "--source", "prod")).ShouldSucceed();
        (await _workspace.Run("bob", "approve", $"{Model}@1.0.0", "--source", "prod")).ShouldSucceed();
        (await _workspace.Run("bob", "approve", $"{Model}@1.0.0", "--stage", "Staging", "--source", "prod")).ShouldSucceed();

        (_, JsonElement staged) = await _workspace.Json("carol", "log", Model, "--stage", "staging", "--source", "prod");
        (_, JsonElement all) = await _workspace.Json("carol", "log", Model, "--source", "prod");
        (_, JsonElement last) = await _workspace.Json("carol", "log", Model, "--last", "1", "--source", "prod");
        CommandResult none = await _workspace.Run("carol", "log", Model, "--last", "0", "--source", "prod");

        // Claimed times are whole seconds, those of files are not.
        Assert.Equal(["attested ", "attested Staging", "promoted Staging"], Entries(staged).Order(StringComparer.Ordinal));
        Assert.Equal(5, Entries(all).Count());
        Assert.Equal(Entries(all).TakeLast(1), Entries(last));
        Assert.Equal(ExitCodes.Usage, none.ExitCode);
    }

    [Fact]
    public async Task WhereNothingFitsThatIsSaid()
    {
        _workspace.Publish("1.0.0-rc.1", 0.91);

        CommandResult filtered = await _workspace.Run("carol", "versions", Model, "--where", "metrics.accuracy > 0.99", "--source", "prod");
        CommandResult releases = await _workspace.Run("carol", "versions", Model, "--releases", "--source", "prod");

        Assert.Equal("No version fits.", filtered.ShouldSucceed().StandardOutput.Trim());
        Assert.Equal("There are no versions.", releases.ShouldSucceed().StandardOutput.Trim());
    }

    private async Task PromoteOnBoth()
    {
        _workspace.Publish("1.0.0", 0.91);
        _workspace.Publish("1.1.0", 0.95);
        (await _workspace.Run("carol", "copy", $"{Model}@1.1.0", "--from", "prod", "--to", "dev")).ShouldSucceed();
        (await _workspace.Run("carol", "promote", $"{Model}@1.1.0", "--to", "Staging", "--source", "dev")).ShouldSucceed();
        (await _workspace.Run("carol", "promote", $"{Model}@1.0.0", "--to", "Staging", "--source", "prod")).ShouldSucceed();
    }

    private static IEnumerable<string> Entries(JsonElement log) => log.GetProperty("entries").EnumerateArray()
        .Select(entry => $"{entry.GetProperty("kind").GetString()} {(entry.TryGetProperty("stage", out JsonElement stage) ? stage.GetString() : "")}");
}
