namespace ModelPack.Runtime.Tests.Builds;

public sealed class BuildTests : IDisposable
{
    private const string Models = "app/bin/Debug/net10.0/models";

    private readonly ServiceWorkspace service = new();

    private Workspace Workspace => service.Workspace;

    [Fact]
    public async Task UpgradeAndRollbackBringTheRightBytesAndOnlyThem()
    {
        (await service.Build()).ShouldSucceedWithoutWarnings();
        Assert.Equal([.. Slot("modelpack.json", "old/only.txt", "sub/model.onnx", "vocab.txt")], Workspace.Files(Models));
        Assert.Equal("Contoso.Sentiment=Contoso.Sentiment 1.0.0 1 wrong:0", await RunBuilt());

        service.Service(ServiceWorkspace.Reference("1.1.0"));
        (await service.Build()).ShouldSucceedWithoutWarnings();
        Assert.Equal([.. Slot("modelpack.json", "sub/model.onnx", "vocab.txt")], Workspace.Files(Models));
        Assert.False(Directory.Exists(Workspace[$"{Models}/Contoso.Sentiment/old"]));
        Assert.Equal("Contoso.Sentiment=Contoso.Sentiment 1.1.0 2 wrong:0", await RunBuilt());

        service.Service(ServiceWorkspace.Reference("1.0.0"));
        (await service.Build()).ShouldSucceedWithoutWarnings();
        Assert.Equal("Contoso.Sentiment=Contoso.Sentiment 1.0.0 1 wrong:0", await RunBuilt());
    }

    [Fact]
    public async Task FilesOfTheFormerVersionGoAlsoWhenObjAndRecordWereLost()
    {
        (await service.Build()).ShouldSucceed();
        Directory.Delete(Workspace["app/obj"], recursive: true);
        Directory.Delete(Workspace["store"], recursive: true);
        service.Service(ServiceWorkspace.Reference("1.1.0"));

        (await service.Build()).ShouldSucceed();

        Assert.Equal([.. Slot("modelpack.json", "sub/model.onnx", "vocab.txt")], Workspace.Files(Models));
    }

    [Fact]
    public async Task CleanRemovesFilesAndFolders()
    {
        (await service.Build()).ShouldSucceed();

        (await service.DotNet("app", "clean")).ShouldSucceedWithoutWarnings();

        Assert.False(Directory.Exists(Workspace[Models]));
    }

    [Fact]
    public async Task FilesGoWithTheReference()
    {
        (await service.Build()).ShouldSucceed();
        service.Service(ServiceWorkspace.Reference(ProductPackages.Version, "ModelPack.Runtime"));

        (await service.Build()).ShouldSucceed();

        Assert.False(Directory.Exists(Workspace[Models]));
    }

    [Fact]
    public async Task FilesGoWithTheLastPackageOfOurs()
    {
        (await service.Build()).ShouldSucceed();
        service.Service("");
        Workspace.Write("app/Program.cs", "");

        (await service.Build("app", "-p:OutputType=Library")).ShouldSucceed();

        Assert.Empty(Workspace.Files(Models));
    }

    [Fact]
    public async Task SwitchedOffItPutsNothingAndRemovesWhatItPut()
    {
        (await service.Build()).ShouldSucceed();

        (await service.Build("app", "-p:ModelPackMaterialize=false")).ShouldSucceed();

        Assert.False(Directory.Exists(Workspace[Models]));
    }

    [Fact]
    public async Task AModelOfAPackedLibraryArrives()
    {
        Workspace.Write("lib/Lib.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework><Version>1.0.0</Version></PropertyGroup>
              <ItemGroup>{ServiceWorkspace.Reference("1.0.0")}</ItemGroup>
            </Project>
            """);
        (await service.DotNet("lib", "pack", "-o", Workspace.Feed.Folder)).ShouldSucceed();
        service.Service(ServiceWorkspace.Reference("1.0.0", "Lib"));

        (await service.Build()).ShouldSucceedWithoutWarnings();

        Assert.Empty(Workspace.Files("lib/bin/Release/net10.0/models"));
        Assert.Equal("Contoso.Sentiment=Contoso.Sentiment 1.0.0 1 wrong:0", await RunBuilt());
    }

    [Fact]
    public async Task AModelOfAProjectLibraryArrivesInTestProjects()
    {
        Workspace.Write("lib/Lib.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
              <ItemGroup>{ServiceWorkspace.Reference("1.0.0")}</ItemGroup>
            </Project>
            """);
        service.Service("""<ProjectReference Include="../lib/Lib.csproj" />""", "<OutputType>Library</OutputType><IsTestProject>true</IsTestProject>");
        Workspace.Write("app/Program.cs", "");

        (await service.Build()).ShouldSucceedWithoutWarnings();

        Assert.Empty(Workspace.Files("lib/bin/Debug/net10.0/models"));
        Assert.Equal([.. Slot("modelpack.json", "old/only.txt", "sub/model.onnx", "vocab.txt")], Workspace.Files(Models));
    }

    [Fact]
    public async Task ModelNameIsTheSlotAndTwoModelsMayNotShareOne()
    {
        service.Add(new HandMadeModel("Contoso.Other", "1.0.0").With("model.onnx", "3"));
        service.Service(ServiceWorkspace.Reference("1.0.0", name: "main") + ServiceWorkspace.Reference("1.0.0", "contoso.other"));
        (await service.Build()).ShouldSucceedWithoutWarnings();
        Assert.Equal(["Contoso.Other=Contoso.Other 1.0.0 3 wrong:0", "main=Contoso.Sentiment 1.0.0 1 wrong:0"], (await RunBuilt()).Split('\n'));

        service.Service(ServiceWorkspace.Reference("1.0.0", name: "main") + ServiceWorkspace.Reference("1.0.0", "Contoso.Other", "Main"));
        CommandResult clash = await service.Build();

        clash.ShouldFailOnlyWith("MP6008");
    }

    [Fact]
    public async Task ADamagedPackageFolderIsAnErrorAndLeavesNothingWrong()
    {
        (await service.Build()).ShouldSucceed();
        string weights = Path.Combine(Workspace.PackagesFolder, "contoso.sentiment", "1.0.0", "modelpack", "files", "sub", "model.onnx");
        using (FileStream stream = File.OpenWrite(weights))
        {
            stream.WriteByte((byte)'x');
        }

        string error = (await service.Build()).ShouldFailOnlyWith("MP6001");

        Assert.Contains("dotnet nuget locals", error, StringComparison.Ordinal);
        Assert.False(File.Exists(Workspace[$"{Models}/Contoso.Sentiment/sub/model.onnx"]));
    }

    [Fact]
    public async Task TheCompilerSeesTheManifest()
    {
        service.Service(ServiceWorkspace.Reference("1.0.0", name: "main"));

        (await service.Build()).ShouldSucceed();

        string config = await File.ReadAllTextAsync(Workspace["app/obj/Debug/net10.0/app.GeneratedMSBuildEditorConfig.editorconfig"], TestContext.Current.CancellationToken);
        Assert.Contains("build_metadata.AdditionalFiles.ModelPackId = Contoso.Sentiment", config, StringComparison.Ordinal);
        Assert.Contains("build_metadata.AdditionalFiles.ModelPackSlot = main", config, StringComparison.Ordinal);
    }

    public void Dispose() => service.Dispose();

    private static IEnumerable<string> Slot(params string[] files) => files.Select(file => "Contoso.Sentiment/" + file);

    private Task<string> RunBuilt() => service.Run("bin/Debug/net10.0/app.dll");
}
