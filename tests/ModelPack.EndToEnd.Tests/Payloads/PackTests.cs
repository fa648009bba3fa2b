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

    [Fact]
    public async Task AVerifiedPackRebuildsTheFilesAndRunsBothModels()
    {
        CommandResult pack = await work.Pack("-p:ModelPackVerifyLayout=true");

        pack.ShouldSucceedWithoutWarnings().BinaryLog.ShouldRunTask("VerifyLayout");
        work.ShouldBeWhole();
        Assert.DoesNotContain(work.Author.Workspace.Files("M/obj/modelpack"), file => file.Contains("verify", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AVerifiedPackRefusesAPayloadThatIsNotTheAuthors()
    {
        work.Author.Write($"M/{PayloadWorkspace.Id}.csproj", $$"""
            <Project Sdk="ModelPack.Sdk/{{ProductPackages.Version}}">
              <PropertyGroup>{{PayloadWorkspace.Limits}}<ModelPackVerifyLayout>true</ModelPackVerifyLayout></PropertyGroup>
              <Target Name="Damage" AfterTargets="ModelPackWritePayloads">
                <ItemGroup><_Payload Include="$(PackageOutputPath)/*.Payload.*.nupkg" /></ItemGroup>
                <WriteLinesToFile File="%(_Payload.FullPath)" Lines="damaged" Overwrite="true" />
              </Target>
            </Project>
            """);

        string error = (await work.Pack()).ShouldFailOnlyWith("MP4011");

        Assert.Contains("Layout=\"Exact\"", error, StringComparison.Ordinal);
        Assert.DoesNotContain(work.Author.Workspace.Files(AuthorWorkspace.Out), file => !file.Contains(".Payload.", StringComparison.Ordinal));
    }

    public void Dispose() => work.Dispose();
}
