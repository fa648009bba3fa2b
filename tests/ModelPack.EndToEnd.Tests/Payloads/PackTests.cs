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
        Assert.Equal(["buildTransitive/net10.0/Contoso.Layers.props", "lib/net10.0/_._", "modelpack/files/model.onnx", "modelpack/files/prompts/system.md", "modelpack/modelpack.json", "modelpack/provenance.intoto.json", "modelpack/recipes/model.onnx.json", "modelpack/sbom.cdx.json", "README.md"], package.Content().Order(StringComparer.OrdinalIgnoreCase));
        package.ShouldFollowTheSchema();
        Assert.Equal(work.Author.BuiltManifest("M").Digest, manifest.Digest);
        Assert.Equal(12 * 65536, manifest.Payloads!.Sum(payload => payload.Size));
        ModelFile model = manifest.Files.Single(file => file.Path == "model.onnx");
        Assert.Equal((ModelLayouts.Tensor, "model.onnx.json"), (model.Layout, model.Recipe!.Path));
        Assert.Equal(manifest.Payloads!.Select(payload => payload.Sha256), model.Shards!);
        pack.ShouldSay($"Contoso.Layers -> Contoso.Layers 1.0.0: 768 KiB in {manifest.Payloads!.Count} payloads, 768 KiB new\n");
    }

    [Fact]
    public async Task TheAuthorsBytesAreConcatenationsWhereExactIsWanted()
    {
        CommandResult pack = await work.Pack("-p:ModelPackLayout=Exact");

        pack.ShouldSucceedWithoutWarnings();
        work.ShouldBeWhole();
        Assert.Equal(["prompts/system.md"], work.Package.Files());
        ModelFile model = work.Package.Manifest.Files.Single(file => file.Path == "model.onnx");
        Assert.Equal(ModelLayouts.Exact, model.Layout);
        Assert.Equal(await File.ReadAllBytesAsync(work.Author["M/model.onnx"], TestContext.Current.CancellationToken), model.Shards!.SelectMany(work.Content));
    }

    [Fact]
    public async Task TwoFoldersAndTwoModelsOfOnePrefixGiveTheSamePayloads()
    {
        work.Model(PayloadWorkspace.Seeds, "elsewhere/ä b");
        work.Project(AuthorWorkspace.Unvalidated, folder: "elsewhere/ä b");
        work.Author.Write("elsewhere/ä b/prompts/system.md", "Be kind.");
        work.Author.Write("Other/Contoso.Other.csproj", AuthorWorkspace.ProjectText(PayloadWorkspace.Limits + AuthorWorkspace.Unvalidated));
        work.Model(PayloadWorkspace.Seeds, "Other");
        work.Project(AuthorWorkspace.Unvalidated);

        (await work.Pack()).ShouldSucceedWithoutWarnings();
        (await work.Author.DotNet("elsewhere/ä b", "pack", "-o", work.Author["out2"])).ShouldSucceedWithoutWarnings();
        CommandResult other = await work.Author.DotNet("Other", "pack", "-o", work.Author["out"]);

        Assert.Equal(work.Author.Workspace.Files("out").Where(file => !file.StartsWith("Contoso.Other", StringComparison.Ordinal)), work.Author.Workspace.Files("out2"));
        Assert.All(work.Author.Workspace.Files("out2"), file => Assert.Equal(new PackageFile(work.Author["out/" + file]).Sha256, new PackageFile(work.Author["out2/" + file]).Sha256));
        other.ShouldSucceedWithoutWarnings().ShouldSay(" payloads, 0 bytes new\n");
    }

    [Fact]
    public async Task NuGetTakesPayloadsForPackages()
    {
        (await work.Pack()).ShouldSucceed();
        foreach (string package in work.Author.Workspace.Files("out"))
        {
            (await work.Author.DotNet(".", "nuget", "push", work.Author["out/" + package], "-s", work.Author.Workspace.Feed.Folder)).ShouldSucceedWithoutWarnings();
        }

        work.Author.Write("app/app.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
              <ItemGroup><PackageReference Include="{PayloadWorkspace.Id}" Version="1.0.0" /></ItemGroup>
            </Project>
            """);

        (await work.Author.DotNet("app", "restore", "-p:RestorePackagesWithLockFile=true")).ShouldSucceedWithoutWarnings();
        (await work.Author.DotNet("app", "restore", "--locked-mode", "--force")).ShouldSucceedWithoutWarnings();

        Assert.All(work.Package.Manifest.Payloads!, payload => Assert.Equal(
            work.Content(payload.Sha256),
            File.ReadAllBytes(Path.Combine(work.Author.Workspace.PackagesFolder, payload.Id.ToLowerInvariant(), payload.Version, "shard", payload.Sha256 + ".bin"))));
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
