using System.Text.RegularExpressions;

using ModelPack.Files;
using ModelPack.Runtime.Tests.LargeModels;

namespace ModelPack.Runtime.Tests.Builds;

/// <summary>Models with payload packages through the real CLI.</summary>
public sealed partial class LargeModelTests : IDisposable
{
    private const string Id = "Contoso.Large";
    private const string Models = "app/bin/Debug/net10.0/models/" + Id;

    private readonly ServiceWorkspace service = new();

    private Workspace Workspace => service.Workspace;

    [Fact]
    public async Task BuildAndPublishFollowTheVersionAndDoNothingTwice()
    {
        service.Add(Model("1.0.0", 1, 2));
        service.Add(Model("1.1.0", 1, 3));
        service.Service(ServiceWorkspace.Reference("1.0.0", Id));
        string[] publish = ["publish", "-c", "Debug", "-o", Workspace["out"]];
        (await service.DotNet("app", publish)).ShouldSucceedWithoutWarnings();
        Assert.Equal($"{Id}={Id} 1.0.0 g wrong:0", await service.Run("bin/Debug/net10.0/app.dll"));
        Assert.Equal(Files(1, 2), Workspace.Files(Models));

        service.Service(ServiceWorkspace.Reference("1.1.0", Id));
        (await service.DotNet("app", publish)).ShouldSucceedWithoutWarnings();

        Assert.Equal($"{Id}={Id} 1.1.0 g wrong:0", await service.Run("bin/Debug/net10.0/app.dll"));
        Assert.Equal($"{Id}={Id} 1.1.0 g wrong:0", await service.Run(Workspace["out/app.dll"]));
        Assert.Equal(Files(1, 3), Workspace.Files(Models));
        Assert.Equal(Files(1, 3), Workspace.Files("out/models/" + Id));
        Assert.All(Files(1, 3), file => Assert.Equal(1u, FileStamp.Read(Workspace[$"out/models/{Id}/{file}"], follow: false).Links));

        string[] states = States();
        (await service.DotNet("app", publish)).ShouldSucceedWithoutWarnings();
        Assert.Equal(states, States());
    }

    [Fact]
    public async Task TwoServicesMayBringOneModelAtOnce()
    {
        service.Add(Model("1.0.0", 1, 2));
        service.Service(ServiceWorkspace.Reference("1.0.0", Id));
        service.Service(ServiceWorkspace.Reference("1.0.0", Id), folder: "other");
        (await service.DotNet("app", "restore")).ShouldSucceed();
        (await service.DotNet("other", "restore")).ShouldSucceed();

        CommandResult[] builds = await Task.WhenAll(service.Build("app", "--no-restore"), service.Build("other", "--no-restore"));

        Assert.All(builds, build => build.ShouldSucceedWithoutWarnings());
        Assert.Equal($"{Id}={Id} 1.0.0 g wrong:0", await service.Run("bin/Debug/net10.0/app.dll"));
        Assert.Equal($"{Id}={Id} 1.0.0 g wrong:0", await service.Run(Workspace["other/bin/Debug/net10.0/other.dll"]));
    }

    [Fact]
    public async Task WhereTheFeedsCopyIsDamagedTheErrorComesAgainAndAHigherRevisionCuresIt()
    {
        HandMadeModel model = Model("1.0.0", 1, 2);
        model.Seal();
        byte[] wrong = Noise.Of(2);
        wrong[5] ^= 1;
        string sha256 = HandMadeModel.Sha256Of(Noise.Of(2));
        new HandMadePackage(Workspace.Feed.Folder, model.PayloadId(sha256), "1.0.0").Write(($"shard/{sha256}.bin", wrong));
        service.Add(model);
        service.Service(ServiceWorkspace.Reference("1.0.0", Id));

        string error = (await service.Build()).ShouldFailOnlyWith("MP6014");
        Directory.Delete(FolderToDelete().Match(error).Groups["folder"].Value, recursive: true);
        string again = (await service.Build()).ShouldFailOnlyWith("MP6014");
        string published = (await service.DotNet("app", "publish", "-c", "Debug", "-o", Workspace["out"])).ShouldFailOnlyWith("MP6014");

        Assert.Equal(error, again);
        Assert.Equal(error, published);
        Assert.Contains("higher ModelPackPayloadRevision", error, StringComparison.Ordinal);
        Assert.DoesNotContain("modelpack.json", Workspace.Files(Models));

        service.Add(new HandMadeModel(Id, "1.0.1") { PayloadVersion = "1.0.1" }.WithTensors("m.onnx", "graph 1"u8.ToArray(), Noise.Of(1), Noise.Of(2)));
        service.Service(ServiceWorkspace.Reference("1.0.1", Id));
        (await service.Build()).ShouldSucceedWithoutWarnings();
        Assert.Equal($"{Id}={Id} 1.0.1 g wrong:0", await service.Run("bin/Debug/net10.0/app.dll"));
    }

    [Fact]
    public async Task AMissingPayloadComesBackWithTheNextRestore()
    {
        HandMadeModel model = Model("1.0.0", 1, 2);
        service.Add(model);
        service.Service(ServiceWorkspace.Reference("1.0.0", Id));
        (await service.DotNet("app", "restore")).ShouldSucceed();
        Directory.Delete(model.PayloadFolder(Workspace.PackagesFolder, Noise.Of(1)), recursive: true);

        (await service.Build("app", "--no-restore")).ShouldFailOnlyWith("MP6013");

        (await service.Build()).ShouldSucceedWithoutWarnings();
        Assert.Equal($"{Id}={Id} 1.0.0 g wrong:0", await service.Run("bin/Debug/net10.0/app.dll"));
    }

    [Fact]
    public async Task SwitchedOffNothingOfItIsThere()
    {
        service.Add(Model("1.0.0", 1, 2));
        service.Service(ServiceWorkspace.Reference("1.0.0", Id), "<ModelPackMaterialize>false</ModelPackMaterialize>");

        (await service.DotNet("app", "publish", "-c", "Debug", "-o", Workspace["out"])).ShouldSucceedWithoutWarnings();

        Assert.Empty(Workspace.Files(Models));
        Assert.Empty(Workspace.Files("out/models"));
    }

    [Fact]
    public async Task WithoutAStoreTheProjectsOwnFolderServesAndCleanRemovesIt()
    {
        Workspace.Write("store", "a file where a folder must be");
        service.Add(Model("1.0.0", 1, 2));
        service.Service(ServiceWorkspace.Reference("1.0.0", Id));

        (await service.DotNet("app", "publish", "-c", "Debug", "-o", Workspace["out"])).ShouldSucceedWithoutWarnings();

        Assert.Equal($"{Id}={Id} 1.0.0 g wrong:0", await service.Run(Workspace["out/app.dll"]));
        Assert.NotEmpty(Workspace.Files("app/obj/Debug/net10.0/modelpack-store"));
        (await service.DotNet("app", "clean")).ShouldSucceedWithoutWarnings();
        Assert.Empty(Workspace.Files("app/obj/Debug/net10.0/modelpack-store"));
        Assert.False(Directory.Exists(Workspace[Models]));
    }

    [Fact]
    public async Task AnEditOfTheManifestInThePackageFolderIsNoticed()
    {
        service.Add(Model("1.0.0", 1, 2));
        service.Service(ServiceWorkspace.Reference("1.0.0", Id));
        (await service.Build()).ShouldSucceed();
        string manifest = Path.Combine(Workspace.PackagesFolder, Id.ToLowerInvariant(), "1.0.0", "modelpack", "modelpack.json");
        await File.WriteAllTextAsync(manifest, (await File.ReadAllTextAsync(manifest, TestContext.Current.CancellationToken)).Replace("\"primary\": true", "\"primary\": false", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        string error = (await service.Build()).ShouldFailOnlyWith("MP6009");

        Directory.Delete(FolderToDelete().Match(error).Groups["folder"].Value, recursive: true);
        (await service.Build()).ShouldSucceedWithoutWarnings();
    }

    public void Dispose() => service.Dispose();

    private static HandMadeModel Model(string version, params int[] shards) => new HandMadeModel(Id, version)
        .WithTensors("m.onnx", System.Text.Encoding.ASCII.GetBytes("graph " + version), [.. shards.Select(seed => Noise.Of(seed))])
        .WithExact("x.gguf", [.. shards.Select(seed => Noise.Of(seed))]);

    /// <summary>What changes when a file is written, replaced or linked.</summary>
    private string[] States() =>
        [.. ((string[])[Models, "out/models/" + Id, "store/files"]).SelectMany(folder => Workspace.Files(folder).Select(file => $"{file} {FileStamp.Read(Workspace[$"{folder}/{file}"], follow: false).ToText(withChanged: true)}"))];

    private static IEnumerable<string> Files(params int[] shards) =>
        [.. shards.Select(seed => $".shards/{HandMadeModel.Sha256Of(Noise.Of(seed))}.bin").Order(StringComparer.Ordinal), "m.onnx", "modelpack.json", "x.gguf"];

    [GeneratedRegex("Delete the folder '(?<folder>[^']+)'")]
    private static partial Regex FolderToDelete();
}
