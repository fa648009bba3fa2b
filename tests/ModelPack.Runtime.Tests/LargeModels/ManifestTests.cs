using ModelPack.Runtime.Tasks;
using ModelPack.Runtime.Tasks.Diagnostics;
using ModelPack.Runtime.Tasks.Materialization;
using ModelPack.Runtime.Tasks.Packages;
using ModelPack.Runtime.Tests.Tasks;

namespace ModelPack.Runtime.Tests.LargeModels;

/// <summary>What a manifest may say of shards and payloads.</summary>
public sealed class ManifestTests : IDisposable
{
    private static readonly string s_other = new('0', 64);

    private readonly MaterializerFixture fixture = new();

    public static TheoryData<string, string> Wrong() => new()
    {
        { "a shard that is no SHA-256", "no SHA-256" },
        { "a shard that is a path", "no SHA-256" },
        { "a shard in upper case", "no SHA-256" },
        { "a shard that no payload holds", "no payload holds" },
        { "sizes that do not add up", "but its shards have" },
        { "sizes that add up beyond 64 bits", "but its shards have" },
        { "one shard of another digest", "another SHA-256" },
        { "no shards", "not of which" },
        { "a recipe beside exact shards", "not of which" },
        { "shards without a layout", "not its layout" },
        { "a graph without a size", "not with a size and a SHA-256" },
        { "a graph of a negative size", "not with a size and a SHA-256" },
        { "a graph whose digest is a path", "not with a size and a SHA-256" },
        { "tensors without a recipe", "how to give it back" },
        { "a recipe that is a path out of the package", "no path with a SHA-256" },
        { "two recipes of one path", "the recipe" },
        { "moved data without a graph", "names no graph" },
        { "a payload that is null", "null" },
        { "a payload id that is a path", "no package id" },
        { "a payload id with a separator", "no package id" },
        { "a payload id that goes up", "no package id" },
        { "an empty payload id", "no package id" },
        { "a version with a path", "which is none" },
        { "a version that goes up", "which is none" },
        { "a version range", "which is none" },
        { "a payload without a digest", "without a SHA-256" },
        { "a payload without a size", "without a size" },
        { "a payload of a negative size", "without a size" },
        { "two payloads of one content", "two payloads" },
        { "a payload of another id", "another id" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void WhatCannotBeRightIsRefusedAndNothingIsWritten(string what, string why)
    {
        MaterializationResult result = fixture.Run(Changed(manifest => Damage(manifest, what)));

        RuntimeProblem problem = Assert.Single(result.Problems);
        Assert.Equal(RuntimeDiagnosticCodes.LayoutRefused, problem.Code);
        Assert.Contains(why, problem.Message, StringComparison.Ordinal);
        Assert.Contains("model 'Contoso.M 1.0.0'", problem.Message, StringComparison.Ordinal);
        Assert.Empty(fixture.Files());
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void TheLibraryRefusesItToo(string what, string why)
    {
        PackageItem package = Changed(manifest => Damage(manifest, what));
        Directory.CreateDirectory(fixture["app/models/M"]);
        File.Copy(package.Manifest, fixture["app/models/M/modelpack.json"]);

        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => ModelPackage.Load("M", fixture["app"]));

        Assert.Contains(why, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnUnknownLayoutSaysWhatToUpdate()
    {
        PackageItem package = Changed(manifest => manifest.Files[0].Layout = "delta");
        Directory.CreateDirectory(fixture["app/models/M"]);
        File.Copy(package.Manifest, fixture["app/models/M/modelpack.json"]);

        RuntimeProblem problem = Assert.Single(fixture.Run(package).Problems);

        Assert.Equal(RuntimeDiagnosticCodes.ManifestTooNew, problem.Code);
        Assert.Contains("'delta'", problem.Message, StringComparison.Ordinal);
        Assert.Contains("Update ModelPack.Runtime", problem.Message, StringComparison.Ordinal);
        Assert.Contains("Update ModelPack.Runtime", Assert.Throws<InvalidDataException>(() => ModelPackage.Load("M", fixture["app"])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/x")]
    [InlineData("!case")]
    public void AFileOfTheAuthorsMayNotMeetAShard(string variant)
    {
        byte[] shard = Noise.Of(1);
        string path = ".shards/" + HandMadeModel.Sha256Of(shard) + ".bin";
        path = variant == "!case" ? path.ToUpperInvariant() : path + variant;
        HandMadeModel model = new HandMadeModel("Contoso.M", "1.0.0").WithTensors("m.onnx", [1], shard).With(path, "mine", ModelFileRoles.Config, materialize: variant.Length > 0);

        MaterializationResult result = fixture.Run(fixture.Restore(model));

        Assert.Equal(RuntimeDiagnosticCodes.PathsClash, Assert.Single(result.Problems).Code);
        Assert.Empty(fixture.Files());
    }

    [Theory]
    [InlineData("\"id\": \"Contoso.M\"", "\"id\": \"Contoso.N\"")]
    [InlineData("\"version\": \"1.0.0\"", "\"version\": \"2.0.0\"")]
    [InlineData("\"primary\": true", "\"primary\": false")]
    [InlineData("\"materialize\": true", "\"materialize\": false")]
    [InlineData("\"layout\": \"exact\"", "\"layout\": \"Exact\"")]
    public void AnyEditOfTheManifestIsNoticedAlsoAfterItWasPlaced(string text, string edited)
    {
        HandMadeModel model = Model();
        PackageItem package = fixture.Restore(model) with { ManifestSha256 = HandMadeModel.Sha256Of(model.Manifest.ToUtf8Bytes()) };
        Assert.Empty(fixture.Run(package).Problems);
        string json = File.ReadAllText(package.Manifest);
        Assert.Contains(text, json, StringComparison.Ordinal);
        File.WriteAllText(package.Manifest, json.Replace(text, edited, StringComparison.Ordinal));

        RuntimeProblem problem = Assert.Single(fixture.Run(package).Problems);

        Assert.Equal(RuntimeDiagnosticCodes.ManifestDamaged, problem.Code);
        Assert.Contains("dotnet nuget locals", problem.Message, StringComparison.Ordinal);
    }

    public void Dispose() => fixture.Dispose();

    private static HandMadeModel Model() => new HandMadeModel("Contoso.M", "1.0.0")
        .WithExact("a.gguf", Noise.Of(1), Noise.Of(2))
        .WithTensors("b.onnx", [1, 2, 3], Noise.Of(3))
        .WithMovedData("b.data", [4, 5]);

    private PackageItem Changed(Action<ModelManifest> change)
    {
        PackageItem package = fixture.Restore(Model());
        ModelManifest manifest = ModelManifest.Load(package.Manifest);
        change(manifest);
        File.WriteAllBytes(package.Manifest, manifest.ToUtf8Bytes());
        return package with { Digest = manifest.Digest };
    }

    private static void Damage(ModelManifest manifest, string what)
    {
        (ModelFile exact, ModelFile data, ModelFile graph) = (manifest.Files[0], manifest.Files[1], manifest.Files[2]);
        List<ModelPayload> payloads = manifest.Payloads!;
        Dictionary<string, Action> changes = new(StringComparer.Ordinal)
        {
            ["a shard that is no SHA-256"] = () => exact.Shards![0] = "abc",
            ["a shard that is a path"] = () => graph.Shards![0] = "../../" + new string('a', 58),
            ["a shard in upper case"] = () => exact.Shards![0] = exact.Shards[0].ToUpperInvariant().Replace('1', 'A'),
            ["a shard that no payload holds"] = () => exact.Shards![0] = s_other,
            ["sizes that do not add up"] = () => exact.Size++,
            ["sizes that add up beyond 64 bits"] = () => payloads.ForEach(payload => payload.Size = long.MaxValue),
            ["one shard of another digest"] = () => (exact.Size, exact.Shards) = (Noise.Large, [exact.Shards![0]]),
            ["no shards"] = () => exact.Shards = [],
            ["a recipe beside exact shards"] = () => exact.Recipe = new ModelRecipe { Path = "a", Sha256 = s_other },
            ["shards without a layout"] = () => exact.Layout = null,
            ["a graph without a size"] = () => graph.LaidOutSize = null,
            ["a graph of a negative size"] = () => graph.LaidOutSize = -1,
            ["a graph whose digest is a path"] = () => graph.LaidOutSha256 = "../x",
            ["tensors without a recipe"] = () => graph.Recipe = null,
            ["a recipe that is a path out of the package"] = () => graph.Recipe!.Path = "../../x",
            ["two recipes of one path"] = () => data.Recipe!.Path = graph.Recipe!.Path,
            ["moved data without a graph"] = () => manifest.Files.Remove(graph),
            ["a payload that is null"] = () => payloads[0] = null!,
            ["a payload id that is a path"] = () => payloads[0].Id = "/etc",
            ["a payload id with a separator"] = () => payloads[0].Id = "a\\b",
            ["a payload id that goes up"] = () => payloads[0].Id = "..",
            ["an empty payload id"] = () => payloads[0].Id = "",
            ["a version with a path"] = () => payloads[0].Version = "1.0.0/../../x",
            ["a version that goes up"] = () => payloads[0].Version = "..",
            ["a version range"] = () => payloads[0].Version = "[1.0.0,)",
            ["a payload without a digest"] = () => payloads[0].Sha256 = "",
            ["a payload without a size"] = () => payloads[0].Size = 0,
            ["a payload of a negative size"] = () => payloads[0].Size = -5,
            ["two payloads of one content"] = () => (payloads[1].Sha256, payloads[1].Id) = (payloads[0].Sha256, payloads[0].Id),
            ["a payload of another id"] = () => payloads[1].Id = payloads[0].Id,
        };
        changes[what]();
        manifest.Digest = ModelDigest.Compute(manifest.Files);
    }
}
