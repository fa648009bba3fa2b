using System.Text.Json;
using ModelPack.Core.Packages;
using ModelPack.Core.Records;
using ModelPack.Feeds;
using ModelPack.Feeds.History;
using ModelPack.Testing.Feeds;
using ModelPack.Tool.CommandLine;
using ModelPack.Tool.Commands;
using ModelPack.Tool.Commands.Inspect;
using ModelPack.Tool.Targets;
using Spectre.Console;

namespace ModelPack.Tool.Tests.Inspect;

/// <summary>What <c>inspect</c> says of what was learned since.</summary>
public sealed class SinceTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static ModelManifest Manifest => new() { Id = "Contoso.A", Version = "1.0.0", Digest = ModelDigest.Compute([]) };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WithoutASourceItSaysThatNobodyWasAsked() => Assert.Contains("not asked; name the feed with --source", Label(null), StringComparison.Ordinal);

    [Fact]
    public void ARevokedVersionIsToldAtTheTop()
    {
        string[] lines = Label(Records()).Split('\n');

        Assert.Contains("REVOKED (high): Leaks; https://tickets/1 (2026-05-03 12:00 UTC, Eve (stated, git))", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public void EveryRecordSaysWhoWhenAndHowSureThatIs()
    {
        string label = Label(Records());

        Assert.Matches(@"2026-05-01 12:00 UTC +evaluation +Bob \(proven: Robert\) +On new data; accuracy 0\.91 on live", label);
        Assert.Matches(@"2026-05-02 12:00 UTC +DEPRECATED +Bob \(signed by a key that the policy does not list\) +Use 2\.0\.0", label);
        Assert.Matches(@"2026-05-04 12:00 UTC +deployed with shop in eu +ci \(stated\) +through Contoso\.A\.Production 3\.0\.0; registry/shop", label);
    }

    [Fact]
    public void TheSameIsInTheAnswer()
    {
        JsonElement since = JsonSerializer.SerializeToElement(InspectDocument.Model(Inspected(Records())), InspectJsonContext.Default.InspectedLabel).GetProperty("since");

        Assert.Equal("Leaks.", since.GetProperty("revocation").GetProperty("reason").GetString());
        Assert.Equal("signed", since.GetProperty("deprecation").GetProperty("evidence").GetString());
        Assert.Equal(0.91, since.GetProperty("attestations")[0].GetProperty("metrics")[0].GetProperty("value").GetDouble());
        Assert.Equal("eu", since.GetProperty("deployments")[0].GetProperty("environment").GetString());
        Assert.Equal("contoso", since.GetProperty("sources")[0].GetString());
    }

    [Theory]
    [InlineData(ExitCodes.Done)]
    [InlineData(ExitCodes.Done, "--source", "contoso")]
    [InlineData(ExitCodes.Done, "--records-source", "contoso")]
    [InlineData(ExitCodes.NotReachable, "--source", "down")]
    [InlineData(ExitCodes.NotReachable, "--records-source", "down")]
    [InlineData(ExitCodes.Done, "--records-source", "down", "--offline")]
    [InlineData(ExitCodes.Usage, "--records-source", "nowhere")]
    [InlineData(ExitCodes.No, "--records-source", "forged")]
    public async Task ASourceThatDoesNotAnswerIsNoAnswer(int code, params string[] options)
    {
        string config = _folder.Write("nuget.config", """
            <configuration><config><add key="globalPackagesFolder" value="packages" /></config><packageSources><clear />
              <add key="contoso" value="feed" /><add key="forged" value="forged" /><add key="down" value="http://127.0.0.1:9/index.json" protocolVersion="3" allowInsecureConnections="true" />
            </packageSources></configuration>
            """);
        string file = TestPackage.WriteFlat(_folder["feed"], "Contoso.A", "1.0.0", ("modelpack/modelpack.json", Manifest.ToUtf8Bytes()));
        TestPackage.WriteFlat(_folder["forged"], "Contoso.A.Attestations", "1.0.0", ("modelpack/records.json", "{"u8.ToArray()));

        Assert.Equal(code, await ModelPackCommands.Create().Parse(["inspect", file, "--configfile", config, .. options]).RunAsync());
    }

    private static VersionRecords Records() => new(
        new RevocationRecord { Reason = "Leaks.", Ticket = "https://tickets/1", Actor = new RecordActor { Name = "Eve", Source = "git" }, Time = Day(3) },
        [
            new(new AttestationRecord { Type = AttestationTypes.Evaluation, Actor = new RecordActor { Name = "Bob" }, Time = Day(1), Reason = "On new data.", Metrics = [new ModelMetric { Name = "accuracy", Value = 0.91, Dataset = "live" }] }, LogEvidence.Proven, "Robert"),
            new(new AttestationRecord { Type = AttestationTypes.Deprecation, Actor = new RecordActor { Name = "Bob" }, Time = Day(2), Reason = "Use 2.0.0." }, LogEvidence.Signed, null),
        ],
        [new DeploymentRecord { Service = "shop", Environment = "eu", Image = "registry/shop", Alias = "Contoso.A.Production", AliasVersion = "3.0.0", Actor = new RecordActor { Name = "ci" }, Time = Day(4) }],
        ["contoso"],
        []);

    private static DateTimeOffset Day(int day) => new(2026, 5, day, 12, 0, 0, TimeSpan.Zero);

    private static string Label(VersionRecords? records)
    {
        using StringWriter text = new();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(text), Ansi = AnsiSupport.No, Interactive = InteractionSupport.No });
        console.Profile.Width = 4096;
        LabelText.Write(Inspected(records), console, all: false);
        return text.ToString();
    }

    private static InspectedModel Inspected(VersionRecords? records)
    {
        TargetModel model = new(TargetKind.Service, "models/a", Manifest, new ServiceModelFiles("models/a", Manifest), content: null);
        return new InspectedModel(model, model.Evidence([])) { Since = records };
    }
}
