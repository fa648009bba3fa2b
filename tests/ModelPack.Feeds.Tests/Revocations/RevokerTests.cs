using System.Text.Json;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Records;
using ModelPack.Feeds.Revocations;
using ModelPack.Feeds.Tests.Records;
using NuGet.Versioning;

namespace ModelPack.Feeds.Tests.Revocations;

public sealed class RevokerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(RecordWorkspace.Kinds), MemberType = typeof(RecordWorkspace))]
    public async Task AVersionIsRevokedOnce(string kind)
    {
        await using RecordWorkspace workspace = await RecordWorkspace.Create(kind);
        workspace.Publish("1.0.0");

        RevocationResult first = await workspace.Revoke("1.0.0");
        RevocationResult second = await workspace.Revoke("1.0.0", "another reason");

        Assert.Equal((true, false), (first.IsNew, second.IsNew));
        RevocationRecord record = Assert.Single(await workspace.Feeds().Reader.ReadRevocationsAsync(RecordWorkspace.Model, Token));
        Assert.Equal(("1.0.0", "leaks names", RevocationSeverities.High), (record.Subject.Version, record.Reason, record.Severity));
    }

    [Theory]
    [InlineData("flat")]
    [InlineData("http")]
    public async Task TheAliasesThatStillServeItAreNamed(string kind)
    {
        await using RecordWorkspace workspace = await RecordWorkspace.Create(kind);
        workspace.Publish("1.0.0");
        workspace.Publish("1.1.0");
        await workspace.Promote("1.0.0");
        await workspace.Promote("1.1.0");
        await workspace.Promote("1.0.0", "Staging");
        await workspace.Promote("1.1.0", "Canary");

        RevocationResult result = await new Revoker(workspace.Feeds()).RevokeAsync(
            new RevocationRequest { Model = RecordWorkspace.Model, Version = new NuGetVersion("1.1.0"), Reason = "leaks names", Actor = new RecordActor { Name = "carol" }, Stages = ["Production", "Staging", "Canary"] },
            Token);

        Assert.Equal([(RecordWorkspace.Alias, "2.0.0"), ("Contoso.Sentiment.Canary", "1.0.0")], result.ServedBy.Select(served => (served.Alias, served.AliasVersion)).OrderByDescending(served => served.Alias, StringComparer.Ordinal));
    }

    [Fact]
    public async Task AVersionThatWasDeletedCanBeRevoked()
    {
        await using RecordWorkspace workspace = await RecordWorkspace.Create("http");
        workspace.Publish("1.0.0");
        workspace.Publish("1.1.0");
        workspace.Delete(RecordWorkspace.Model, "1.0.0");

        Problem unsure = await FeedWorkspace.Problem(() => workspace.Revoke("1.0.0"));
        RevocationResult result = await workspace.Revoke("1.0.0", unseen: true);

        Assert.Equal(FeedDiagnosticCodes.IncompleteRecord, unsure.Code);
        Assert.Equal((RecordWorkspace.Model, "1.0.0", ""), (result.Record.Subject.Id, result.Record.Subject.Version, result.Record.Subject.Digest));
        Assert.Equal(FeedDiagnosticCodes.VersionNotFound, Assert.Single(workspace.Warnings).Code);
    }

    [Fact]
    public async Task AVersionThatRecordsSpeakOfIsRevokedWithItsDigest()
    {
        await using RecordWorkspace workspace = await RecordWorkspace.Create("http");
        ModelManifest manifest = workspace.Publish("1.0.0");
        workspace.Publish("1.1.0");
        await workspace.Promote("1.0.0");
        workspace.Delete(RecordWorkspace.Model, "1.0.0");

        Assert.Equal(manifest.Digest, (await workspace.Revoke("1.0.0")).Record.Subject.Digest);
    }

    [Fact]
    public async Task AVersionWhosePackageIsDamagedIsRevokedWithTheDigestThatRecordsName()
    {
        await using RecordWorkspace workspace = await RecordWorkspace.Create();
        ModelManifest manifest = workspace.Publish("1.0.0");
        workspace.Publish("1.1.0");
        await workspace.Promote("1.0.0");
        foreach (string version in new[] { "1.0.0", "1.1.0" })
        {
            workspace.Overwrite(RecordWorkspace.Model, version, bytes => bytes[..(bytes.Length / 2)]);
        }

        RevocationResult known = await workspace.Revoke("1.0.0");
        Problem unsure = await FeedWorkspace.Problem(() => workspace.Revoke("1.1.0"));
        RevocationResult unseen = await workspace.Revoke("1.1.0", unseen: true);

        Assert.Equal((manifest.Digest, ""), (known.Record.Subject.Digest, unseen.Record.Subject.Digest));
        Assert.Equal(FeedDiagnosticCodes.IncompleteRecord, unsure.Code);
        Assert.Contains("1.1.0 cannot be read, and no record on the source speaks of it", unsure.Message, StringComparison.Ordinal);
        Assert.Equal(2, workspace.Warnings.Count(warning => warning.Message.Contains("cannot be read (", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task AWorseSeverityIsARecordOfItsOwn()
    {
        await using RecordWorkspace workspace = await RecordWorkspace.Create();
        workspace.Publish("1.0.0");

        bool[] isNew =
        [
            (await workspace.Revoke("1.0.0", severity: "low")).IsNew,
            (await workspace.Revoke("1.0.0", severity: "critical")).IsNew,
            (await workspace.Revoke("1.0.0", severity: "high")).IsNew,
        ];

        Assert.Equal([true, true, false], isNew);
    }

    [Theory]
    [InlineData(" ", "high")]
    [InlineData("bad", "terrible")]
    public async Task WhatIsMissingIsNamed(string reason, string severity)
    {
        await using RecordWorkspace workspace = await RecordWorkspace.Create();
        workspace.Publish("1.0.0");
        RevocationRequest request = new() { Model = RecordWorkspace.Model, Version = new NuGetVersion("1.0.0"), Reason = reason, Severity = severity, Actor = new RecordActor { Name = "carol" } };

        Assert.Equal(FeedDiagnosticCodes.IncompleteRecord, (await FeedWorkspace.Problem(() => new Revoker(workspace.Feeds()).RevokeAsync(request, Token))).Code);
    }

    [Fact]
    public async Task AFolderThatCannotBeWrittenIsNamed()
    {
        await using RecordWorkspace workspace = await RecordWorkspace.Create();
        await File.WriteAllTextAsync(workspace.Workspace["taken"], "", Token);

        Assert.Equal(
            FeedDiagnosticCodes.OutputFolder,
            (await FeedWorkspace.Problem(() => new VulnerabilityExport(workspace.Feeds()).WriteAsync(workspace.Workspace["taken"], new Uri("https://example.com/v"), [RecordWorkspace.Model], [], Token))).Code);
    }

    [Theory]
    [InlineData("index.json", """{ "version": "3.0.0", "resources": [ { "@id": "https://example.com/flat", "@type": "PackageBaseAddress/3.0.0" } ] }""")]
    [InlineData("index.json", "no JSON")]
    [InlineData("vulnerabilities/index.json", "[]")]
    [InlineData("vulnerabilities/page.json", """{ "a": 1 }""")]
    public async Task WhatNoExportWroteIsNotReplaced(string name, string text)
    {
        await using RecordWorkspace workspace = await RecordWorkspace.Create();
        workspace.Publish("1.0.0");
        await workspace.Revoke("1.0.0");
        string folder = workspace.Workspace["site"];
        VulnerabilityExport export = new(workspace.Feeds());
        await export.WriteAsync(folder, new Uri("https://example.com/v"), [RecordWorkspace.Model], [], Token);
        await export.WriteAsync(folder, new Uri("https://example.com/w"), [RecordWorkspace.Model], [], Token);
        await File.WriteAllTextAsync(Path.Combine(folder, name), text, Token);

        Core.Diagnostics.Problem problem = await FeedWorkspace.Problem(() => export.WriteAsync(folder, new Uri("https://example.com/v"), [RecordWorkspace.Model], [], Token));

        Assert.Equal((FeedDiagnosticCodes.OutputFolder, Path.Combine(folder, name)), (problem.Code, problem.File));
        Assert.Equal(text, await File.ReadAllTextAsync(Path.Combine(folder, name), Token));
    }

    [Theory]
    [MemberData(nameof(RecordWorkspace.Kinds), MemberType = typeof(RecordWorkspace))]
    public async Task TheExportNamesTheVersionAndTheAliasVersionsThatServeIt(string kind)
    {
        await using RecordWorkspace workspace = await RecordWorkspace.Create(kind);
        workspace.Publish("1.0.0");
        workspace.Publish("1.1.0");
        await workspace.Promote("1.0.0");
        await workspace.Promote("1.1.0");
        await workspace.Promote("1.0.0");
        await workspace.Promote("1.0.0", "Beta");
        await workspace.Revoke("1.0.0");
        string folder = workspace.Workspace["vulnerabilities"];

        IReadOnlyList<(string Id, string Version)> written = await new VulnerabilityExport(workspace.Feeds()).WriteAsync(folder, new Uri("https://example.com/v"), [RecordWorkspace.Model], [], Token);

        Assert.Equal([(RecordWorkspace.Model, "1.0.0"), ($"{RecordWorkspace.Model}.Beta", "1.0.0"), (RecordWorkspace.Alias, "1.0.0"), (RecordWorkspace.Alias, "3.0.0")], written);
        JsonElement service = Read("index.json").GetProperty("resources")[0];
        Assert.Equal(("https://example.com/v/vulnerabilities/index.json", "VulnerabilityInfo/6.7.0"), (service.GetProperty("@id").GetString(), service.GetProperty("@type").GetString()));
        Assert.Equal("https://example.com/v/vulnerabilities/page.json", Read("vulnerabilities/index.json")[0].GetProperty("@id").GetString());
        Assert.Equal(["[1.0.0]", "[3.0.0]"], Read("vulnerabilities/page.json").GetProperty("contoso.sentiment.production").EnumerateArray().Select(entry => entry.GetProperty("versions").GetString()));
        Assert.Equal(3, Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Count());

        JsonElement Read(string name) => JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, name))).RootElement;
    }
}
