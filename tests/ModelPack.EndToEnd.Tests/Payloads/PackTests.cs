using ModelPack.EndToEnd.Tests.Authoring;

namespace ModelPack.EndToEnd.Tests.Payloads;

/// <summary>What a pack of a large model writes.</summary>
public sealed class PackTests : IDisposable
{
    private readonly PayloadWorkspace work = new(validate: true);

    [Fact]
    public async Task LargeFilesGoIntoPayloadsThatThePackageDependsOn()
    {
        CommandResult pack = await work.Pack();

        pack.ShouldSucceedWithoutWarnings();
        work.ShouldBeWhole();
        PackageFile package = work.Package;
        ModelManifest manifest = package.Manifest;
        Assert.Equal(["buildTransitive/net10.0/Contoso.Layers.props", "lib/net10.0/_._", "modelpack/files/model.onnx", "modelpack/files/prompts/system.md", "modelpack/modelpack.json", "modelpack/recipes/model.onnx.json", "README.md"], package.Content().Order(StringComparer.OrdinalIgnoreCase));
        package.ShouldFollowTheSchema();
        Assert.Equal(work.Author.BuiltManifest("M").Digest, manifest.Digest);
        Assert.Equal(12 * 65536, manifest.Payloads!.Sum(payload => payload.Size));
        ModelFile model = manifest.Files.Single(file => file.Path == "model.onnx");
        Assert.Equal((ModelLayouts.Tensor, "model.onnx.json"), (model.Layout, model.Recipe!.Path));
        Assert.Equal(manifest.Payloads!.Select(payload => payload.Sha256), model.Shards!);
        pack.ShouldSay($"Contoso.Layers -> Contoso.Layers 1.0.0: 768 KiB in {manifest.Payloads!.Count} payloads, 768 KiB new\n");
    }

    public void Dispose() => work.Dispose();
}
