using ModelPack.Core.Packages;
using ModelPack.Core.Records;
using ModelPack.Feeds;
using ModelPack.Testing.Feeds;
using ModelPack.Tool.CommandLine;
using ModelPack.Tool.Commands;
using ModelPack.Tool.Commands.Inspect;
using ModelPack.Tool.Targets;
using NuGet.Packaging.Core;
using NuGet.Versioning;

namespace ModelPack.Tool.Tests.Inspect;

/// <summary>What <c>inspect</c> says of an alias.</summary>
public sealed class PromotedAliasTests : IDisposable
{
    private const string Alias = "Contoso.A.Production";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AnAliasSaysWhatItServesAndWhoDecidedThat()
    {
        string file = Write("2.0.0", History().ToUtf8Bytes());

        AliasLabel label = Read(file, "2.0.0");
        int exitCode = await Inspect(file);

        Assert.Equal(
            [
                "stage: Production",
                "version: 2.0.0 (record 2 of the alias)",
                $"serves: Contoso.A 1.1.0 ({Manifest("1.1.0").Digest}); before: 1.0.0",
                "promoted: 2026-05-01 12:00 UTC by Ann (stated, git)",
                "why: Better; https://tickets/1",
                "approved by: Bob",
                "history: whole: 2 records, each proves the one before; what the newest says is stated",
            ],
            label.Lines().Select(line => $"{line.Name}: {line.Text}"));
        Assert.Equal(ExitCodes.Done, exitCode);
    }

    [Theory]
    [InlineData("forged", "2.0.0")]
    [InlineData("other version", "3.0.0")]
    [InlineData("other model", "2.0.0")]
    public async Task AHistoryThatCannotBeRightIsExitCodeOne(string what, string version)
    {
        AliasHistory history = History();
        if (what == "forged")
        {
            history.Records[0].Reason = "Worse.";
        }
        else if (what == "other model")
        {
            history.Records[1].Model = RecordSubject.Of(Manifest("1.2.0"));
        }

        string file = Write(version, history.ToUtf8Bytes());

        AliasLabel label = Read(file, version);

        Assert.Equal((false, FeedDiagnosticCodes.BadHistory, null), (label.IsWhole, label.Problem?.Code, label.Stage));
        Assert.StartsWith("NOT WHOLE: MP5061: ", label.Lines().Single().Text, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.No, await Inspect(file));
    }

    private static AliasHistory History() => AliasHistory.Begin("Contoso.A", "Production").Append(1, Record("1.0.0")).Append(2, Record("1.1.0"));

    private static PromotionRecord Record(string version) => new()
    {
        Action = PromotionActions.Promote,
        Model = RecordSubject.Of(Manifest(version)),
        Actor = new RecordActor { Name = "Ann", Source = "git" },
        Time = new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero),
        Reason = "Better.",
        Ticket = "https://tickets/1",
        Approvals = [new RecordedApproval { Name = "Bob", Attestation = 1, Digest = "sha256:1" }],
    };

    private static ModelManifest Manifest(string version) => new() { Id = "Contoso.A", Version = version, Digest = ModelDigest.Compute([]) };

    private string Write(string version, byte[] history) => TestPackage.WriteFlat(
        _folder["feed"], Alias, version, ("modelpack/modelpack.json", Manifest("1.1.0").ToUtf8Bytes()), (AliasHistory.Entry, history));

    private static AliasLabel Read(string file, string version)
    {
        using NupkgContent content = new(file);
        return AliasLabel.Of(PromotedAlias.Of(content, new PackageIdentity(Alias, NuGetVersion.Parse(version)), Manifest("1.1.0")))!;
    }

    private static Task<int> Inspect(string file) => ModelPackCommands.Create().Parse(["inspect", file]).RunAsync();
}
