namespace ModelPack.EndToEnd.Tests.Consuming;

/// <summary>NuGet's own means work for models as for code.</summary>
public sealed class RestoreTests(PackedModels models)
{
    private const string Bin = "app/bin/Debug/net10.0";

    [Fact]
    public async Task ALockFileHoldsTheModelAndRollsBackWithIt()
    {
        using ConsumerWorkspace consumer = await ConsumerWorkspace.Create(models);
        const string Locked = "<RestorePackagesWithLockFile>true</RestorePackagesWithLockFile>";
        string lockFile = consumer.Workspace["app/packages.lock.json"];
        consumer.Service(ConsumerWorkspace.Reference("1.0.0"), Locked);
        (await consumer.DotNet("app", "restore")).ShouldSucceed();
        File.Copy(lockFile, lockFile + ".old");
        (await consumer.DotNet("app", "restore", "--locked-mode")).ShouldSucceedWithoutWarnings();

        consumer.Service(ConsumerWorkspace.Reference("1.1.0"), Locked);
        CommandResult upgraded = await consumer.DotNet("app", "build", "-p:RestoreLockedMode=true");
        (await consumer.DotNet("app", "build")).ShouldSucceedWithoutWarnings();

        upgraded.ShouldFail("NU1004");
        consumer.ShouldHold(Bin, "1.1.0");

        consumer.Service(ConsumerWorkspace.Reference("1.0.0"), Locked);
        File.Copy(lockFile + ".old", lockFile, overwrite: true);
        (await consumer.DotNet("app", "build", "-p:RestoreLockedMode=true")).ShouldSucceedWithoutWarnings();

        consumer.ShouldHold(Bin, "1.0.0");
    }

    [Fact]
    public async Task ACentralVersionPinsTheModelThatALibraryBrings()
    {
        using ConsumerWorkspace consumer = await ConsumerWorkspace.Create(models);
        consumer.Library("Contoso.Library", ConsumerWorkspace.Reference("1.0.0"));
        (await consumer.DotNet("Contoso.Library", "pack", "-o", consumer.Workspace.Feed.Folder)).ShouldSucceed();
        Directory.Delete(consumer.Workspace["Contoso.Library"], recursive: true);
        consumer.Workspace.Write("Directory.Packages.props", """
            <Project>
              <PropertyGroup>
                <ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally>
                <CentralPackageTransitivePinningEnabled>true</CentralPackageTransitivePinningEnabled>
              </PropertyGroup>
              <ItemGroup>
                <PackageVersion Include="Contoso.Library" Version="1.0.0" />
                <PackageVersion Include="Contoso.Sentiment" Version="1.1.0" />
              </ItemGroup>
            </Project>
            """);
        consumer.Service("""<PackageReference Include="Contoso.Library" />""");

        (await consumer.DotNet("app", "build")).ShouldSucceedWithoutWarnings();

        consumer.ShouldHold(Bin, "1.1.0");
        Assert.Equal([consumer.Right("1.1.0")], await consumer.Run($"{Bin}/app.dll"));
    }

    [Fact]
    public async Task AnOlderFrameworkIsToldAtRestore()
    {
        using ConsumerWorkspace consumer = await ConsumerWorkspace.Create(models);
        consumer.Service(ConsumerWorkspace.Reference("1.0.0"), "<TargetFramework>net8.0</TargetFramework>");
        consumer.Service(ConsumerWorkspace.Reference(ProductPackages.Version, "ModelPack.Runtime"), "<TargetFramework>net8.0</TargetFramework>", "runtime");

        CommandResult model = await consumer.DotNet("app", "restore");
        CommandResult runtime = await consumer.DotNet("runtime", "restore");

        model.ShouldFail("NU1202").ShouldSay("net10.0");
        runtime.ShouldFail("NU1202").ShouldSay("net10.0");
    }
}
