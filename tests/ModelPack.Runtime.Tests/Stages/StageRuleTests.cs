using System.Text.Json;
using System.Text.Json.Nodes;

using ModelPack.Json;
using ModelPack.Runtime.Tasks.Diagnostics;
using ModelPack.Runtime.Tasks.Graph;
using ModelPack.Runtime.Tasks.Packages;
using ModelPack.Runtime.Tasks.Stages;

namespace ModelPack.Runtime.Tests.Stages;

/// <summary>Text that says that a model was promoted proves nothing: the record of its promotion must be of exactly this model.</summary>
public sealed class StageRuleTests : IDisposable
{
    private const string Alias = "Contoso.Sentiment.Production";

    private readonly TempFolder folder = new();
    private readonly JsonObject promotion;
    private readonly string root;
    private readonly HandMadeModel model = new HandMadeModel("Contoso.Sentiment", "1.1.0").With("model.onnx", "x");

    public StageRuleTests()
    {
        // An alias package holds the manifest of its model.
        string extracted = model.Extract(folder.Path);
        root = Path.Combine(folder.Path, Alias.ToLowerInvariant(), "2.0.0");
        Directory.CreateDirectory(Path.GetDirectoryName(root)!);
        Directory.Move(extracted, root);
        promotion = new JsonObject
        {
            ["schemaVersion"] = 1,
            ["alias"] = Alias,
            ["stage"] = "Production",
            ["model"] = "Contoso.Sentiment",
            ["records"] = new JsonArray(Record(1, "1.0.0", "sha256:old"), Record(2, "1.1.0", model.Manifest.Digest)),
        };
        Chain();
    }

    private JsonNode Newest => ((JsonArray)promotion["records"]!)[^1]!;

    [Fact]
    public void WhatTheRecordSaysIsTaken() => Assert.Null(Check());

    [Fact]
    public void TheStageIsTakenWhateverItsCase() => Assert.Null(Check(stages: ["Staging", "PRODUCTION"]));

    [Theory]
    [InlineData("version", "1.0.0")]
    [InlineData("digest", "sha256:other")]
    public void ARecordOfAnotherModelIsNone(string name, string value)
    {
        Newest["model"]![name] = value;

        Refused("was promoted, and it holds 'Contoso.Sentiment' 1.1.0");
    }

    [Theory]
    [InlineData("alias", "Contoso.Other.Production")]
    [InlineData("stage", "Candidate")]
    public void AHistoryOfAnotherAliasIsNone(string name, string value)
    {
        promotion[name] = value;
        if (name == "alias")
        {
            Newest[name] = value;
        }

        Refused("its record of promotions is of");
    }

    [Fact]
    public void AHistoryThatIsCutIsNone()
    {
        ((JsonArray)promotion["records"]!).RemoveAt(0);

        Refused("its history is not whole: record 2 comes first, and does not say that the numbers between were skipped");
    }

    [Fact]
    public void AHistoryWithoutItsBeginningIsNoneWhateverItSaysOfNumbers()
    {
        ((JsonArray)promotion["records"]!).RemoveAt(0);
        Newest["skipped"] = new JsonArray(1);

        Refused("the first record, 2, names one before it that is not there");
    }

    [Theory]
    [InlineData("actor", "record 2 names another digest than record 1 has")]
    [InlineData("replaced", "record 2 replaced another version than the alias served before")]
    [InlineData("alias", "record 1 is of another alias or model")]
    public void AHistoryThatWasChangedIsNone(string what, string reason)
    {
        JsonObject oldest = (JsonObject)promotion["records"]![0]!;
        switch (what)
        {
            case "actor":
                oldest["actor"] = new JsonObject { ["name"] = "mallory" };
                break;
            case "alias":
                oldest["alias"] = "Contoso.Other.Production";
                Chain();
                break;
            default:
                promotion["records"]![1]!["replaced"]!["version"] = "0.9.0";
                break;
        }

        Refused($"its history is not whole: {reason}");
    }

    [Fact]
    public void NumbersThatTheFeedRefusedAreNoGap()
    {
        ((JsonArray)promotion["records"]!).RemoveAt(0);
        Newest["skipped"] = new JsonArray(1);
        Chain();

        Assert.Null(Check());
    }

    [Fact]
    public void TextOfTheRecordIsOneLine()
    {
        promotion["stage"] = "Can\ndidate\u001b[31m";

        Refused("the stage Can didate[31m");
    }

    [Fact]
    public void AnOlderRecordThatFitsIsNotEnough()
    {
        ((JsonArray)promotion["records"]!).Add(Record(3, "1.0.0", "sha256:old"));

        Refused("its record of promotions is of 'Contoso.Sentiment.Production' 3.0.0");
    }

    [Fact]
    public void WithoutARecordItIsNotPromoted() => Assert.Contains("cannot be read", Check(write: false)!.Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"schemaVersion":1,"alias":"a","stage":"s","model":"m","records":[]}""")]
    [InlineData("""{"schemaVersion":1,"alias":"a","stage":"s","model":"m","records":[null]}""")]
    [InlineData("""{"schemaVersion":2}""")]
    public void ADamagedRecordIsNone(string text)
    {
        File.WriteAllText(PromotionFile, text);

        Assert.Contains("cannot be read", Check(write: false)!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void APackageOfAnotherNameThatSaysSoIsNone() => Refused("the package that says so is 'Contoso.Search 2.0.0'", new AssetsText(folder.Path).Direct("Contoso.Search").With("Contoso.Search", "2.0.0"), "contoso.search");

    [Fact]
    public void AProjectThatSaysSoItselfIsNone() => Refused("its files are in no package that was restored", new AssetsText(folder.Path));

    [Fact]
    public void AnEditedManifestIsNone()
    {
        File.AppendAllText(Path.Combine(root, "modelpack", "modelpack.json"), " ");

        Refused("its manifest cannot be used");
    }

    public void Dispose() => folder.Dispose();

    private string PromotionFile => Path.Combine(root, "modelpack", "promotion.json");

    private static JsonObject Record(int sequence, string version, string digest) =>
        new() { ["sequence"] = sequence, ["alias"] = Alias, ["model"] = new JsonObject { ["id"] = "Contoso.Sentiment", ["version"] = version, ["digest"] = digest } };

    /// <summary>Lets each record name the one before, as they do when they are published.</summary>
    private void Chain()
    {
        JsonObject? before = null;
        foreach (JsonObject record in ((JsonArray)promotion["records"]!).Cast<JsonObject>())
        {
            record.Remove("previous");
            record.Remove("replaced");
            if (before is not null)
            {
                using JsonDocument document = JsonDocument.Parse(before.ToJsonString());
                record["previous"] = CanonicalJson.Digest(document.RootElement);
                record["replaced"] = new JsonObject { ["sequence"] = before["sequence"]!.DeepClone(), ["version"] = before["model"]!["version"]!.DeepClone(), ["digest"] = before["model"]!["digest"]!.DeepClone() };
            }

            before = record;
        }
    }

    private void Refused(string reason, AssetsText? assets = null, string? moved = null)
    {
        RuntimeProblem problem = Check(assets, moved: moved)!;
        Assert.Equal("MP6020", problem.Code);
        Assert.Contains(reason, problem.Message, StringComparison.Ordinal);
        Assert.Contains("Do not use it", problem.Message, StringComparison.Ordinal);
    }

    private RuntimeProblem? Check(AssetsText? assets = null, IReadOnlyList<string>? stages = null, bool write = true, string? moved = null)
    {
        string manifest = Path.Combine(root, "modelpack", "modelpack.json");
        if (write)
        {
            File.WriteAllText(PromotionFile, promotion.ToJsonString());
        }

        if (moved is not null)
        {
            Directory.CreateDirectory(Path.Combine(folder.Path, moved));
            Directory.Move(root, Path.Combine(folder.Path, moved, "2.0.0"));
            manifest = Path.Combine(folder.Path, moved, "2.0.0", "modelpack", "modelpack.json");
        }

        PackageItem item = new(Alias, "1.1.0", Alias, model.Manifest.Digest, manifest, Path.Combine(root, "modelpack", "files"), "")
        {
            ManifestSha256 = HandMadeModel.Sha256Of(model.Manifest.ToUtf8Bytes()),
            AliasOf = "Contoso.Sentiment",
            AliasVersion = "2.0.0",
            Stage = "Production",
        };
        ProjectAssets read = ProjectAssets.Read((assets ?? new AssetsText(folder.Path).Direct(Alias).With(Alias, "2.0.0")).Write(folder.Path), "net10.0");
        return new StageRule(stages ?? ["Production"], new ModelWays("Service.csproj", read)).Check(item);
    }
}
