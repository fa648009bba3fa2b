using ModelPack.Runtime.Tasks.Revocations;
using ModelPack.Runtime.Tests.Stages;

namespace ModelPack.Runtime.Tests.Revocations;

/// <summary>The restore is imitated by a script in the place of <c>dotnet</c>.</summary>
public sealed class RevocationRestoreTests : IDisposable
{
    private const string Id = "Contoso.Sentiment.Revocations";

    private const string Book = """
        { "schemaVersion": 1, "kind": "revocations", "model": "Contoso.Sentiment", "records": [
          { "sequence": 1, "subject": { "id": "Contoso.Sentiment", "version": "1.1.0", "digest": "sha256:x" }, "actor": { "name": "carol" }, "time": "2026-05-01T10:00:00+00:00", "reason": "bad", "severity": "high" } ] }
        """;

    private readonly TempFolder folder = new();

    public RevocationRestoreTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A script is no program there.");
    }

    [Fact]
    public void RecordsOfTheRestoredPackageAreRead()
    {
        folder.Write($"packages/{Id.ToLowerInvariant()}/1.0.0/modelpack/records.json", Book);

        RevocationAnswer answer = Ask(Restored(new AssetsText(folder["packages"]).With(Id, "1.0.0")));

        Assert.Null(answer.Failure);
        Assert.Equal(new Revocation("Contoso.Sentiment", "1.1.0", "sha256:x", "high", "bad", "carol", "2026-05-01T10:00:00+00:00", ""), Assert.Single(answer.Revocations));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{ "schemaVersion": 1, "kind": "attestations", "model": "Contoso.Sentiment", "records": [] }""")]
    [InlineData("""{ "schemaVersion": 1, "kind": "revocations", "model": "Contoso.Other", "records": [] }""")]
    [InlineData("""{ "schemaVersion": 2, "kind": "revocations", "model": "Contoso.Sentiment", "records": [] }""")]
    [InlineData("""{ "schemaVersion": 1, "kind": "revocations", "model": "Contoso.Sentiment", "records": [ 1 ] }""")]
    [InlineData(null)]
    public void ADamagedPackageIsNoAnswer(string? text)
    {
        if (text is not null)
        {
            folder.Write($"packages/{Id.ToLowerInvariant()}/1.0.0/modelpack/records.json", text);
        }

        RevocationAnswer answer = Ask(Restored(new AssetsText(folder["packages"]).With(Id, "1.0.0")));

        Assert.StartsWith($"the package '{Id} 1.0.0' cannot be right: ", answer.Flaw, StringComparison.Ordinal);
        Assert.Empty(answer.Revocations);
    }

    [Theory]
    [InlineData("\"sequence\": 1,", "\"sequence\": 2,", "record 2 comes first, and does not say that the numbers between were skipped")]
    [InlineData("\"sequence\": 1,", "\"sequence\": 1, \"previous\": \"sha256:0\",", "the first record, 1, names one before it that is not there")]
    [InlineData("\"id\": \"Contoso.Sentiment\"", "\"id\": \"Contoso.Other\"", "record 1 is of another model")]
    [InlineData("\"severity\"", "\"envelope\": \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\", \"severity\"", "record 1 names a signed envelope that is not there, or says something else")]
    [InlineData("\"version\": \"1.1.0\"", "\"version\": \"1.1.0\", \"version\": \"0.0.1\"", "it is no file of records")]
    [InlineData(" } ] }", " }, { \"sequence\": 2, \"subject\": { \"id\": \"Contoso.Sentiment\" } } ] }", "record 2 names another digest than record 1 has")]
    public void RecordsThatCannotBeRightAreNotBelieved(string text, string other, string flaw)
    {
        folder.Write($"packages/{Id.ToLowerInvariant()}/1.0.0/modelpack/records.json", Book.Replace(text, other, StringComparison.Ordinal));

        RevocationAnswer answer = Ask(Restored(new AssetsText(folder["packages"]).With(Id, "1.0.0")));

        Assert.StartsWith($"the package '{Id} 1.0.0' cannot be right: {flaw}", answer.Flaw, StringComparison.Ordinal);
        Assert.Empty(answer.Revocations);
    }

    [Theory]
    [InlineData("NU1101", Id, null)]
    [InlineData("NU1101", "Contoso.Other.Revocations", $"the restore did not say whether there is a package '{Id}'")]
    [InlineData("NU1301", Id, "NU1301: Unable")]
    [InlineData("NU1100", Id, "NU1100: Unable")]
    public void APackageThatNoSourceHasIsTheNormalCaseAndNothingElseIs(string code, string library, string? failure)
    {
        string assets = new AssetsText(folder["packages"]).ToString().Replace("NU1101", code, StringComparison.Ordinal).Replace("\"X\"", $"\"{library}\"", StringComparison.Ordinal);

        RevocationAnswer answer = Ask(Restored(assets));

        Assert.Equal(failure, answer.Failure);
    }

    [Fact]
    public void WhatAnEarlierTryLeftIsNoAnswer()
    {
        folder.Write("work/obj/project.assets.json", new AssetsText(folder["packages"]).ToString());

        Assert.Equal("error : no such SDK", Ask(Script("echo error : no such SDK; exit 1")).Failure);
    }

    [Fact]
    public void AProgramThatCannotBeStartedIsNoAnswer() => Assert.NotNull(Ask(folder["missing"]).Failure);

    [Fact]
    public void SourcesThatDoNotAnswerInTimeAreNoAnswer()
    {
        string host = Script("exec tail -f /dev/null");

        RevocationAnswer answer = new RevocationRestore(Settings(), host, TimeSpan.FromSeconds(1)).Ask(["Contoso.Sentiment"], Directory.CreateDirectory(folder["work"]).FullName, TestContext.Current.CancellationToken);

        Assert.Equal("there was no answer within 1 seconds", answer.Failure);
    }

    [Fact]
    public void AStoppedBuildStopsIt()
    {
        using CancellationTokenSource stopped = new();
        stopped.Cancel();

        Assert.Throws<OperationCanceledException>(() => { new RevocationRestore(Settings(), Script("exec tail -f /dev/null"), TimeSpan.FromMinutes(5)).Ask(["Contoso.Sentiment"], Directory.CreateDirectory(folder["work"]).FullName, stopped.Token); });
    }

    public void Dispose() => folder.Dispose();

    private RestoreSettings Settings() => new(folder.Path, "", "", "", "");

    private RevocationAnswer Ask(string host) =>
        new RevocationRestore(Settings(), host, TimeSpan.FromMinutes(5)).Ask(["Contoso.Sentiment"], Directory.CreateDirectory(folder["work"]).FullName, TestContext.Current.CancellationToken);

    private string Restored(object assets)
    {
        string file = folder.Write("assets.json", assets.ToString()!);
        return Script($"mkdir -p '{folder["work/obj"]}' && cp '{file}' '{folder["work/obj/project.assets.json"]}'");
    }

    private string Script(string text)
    {
        string file = folder.Write("dotnet.sh", $"#!/bin/sh\n{text}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        return file;
    }
}
