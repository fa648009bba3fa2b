using ModelPack.EndToEnd.Tests.Consuming;
using ModelPack.EndToEnd.Tests.RequiredStage;
using ModelPack.EndToEnd.Tests.Tool;

namespace ModelPack.EndToEnd.Tests.Promotion;

/// <summary>The reference to an alias moves with the stock ways, and the service then has the bytes of that version of the alias.</summary>
public sealed class StockWaysTests(PackedModels models, InstalledTool tool)
{
    private const string Alias = PromotedWorkspace.Alias;
    private const string Candidate = PackedModels.Sentiment + ".Candidate";
    private const string Bin = "app/bin/Debug/net10.0";
    private const string Required = "<ModelPackRequiredStage>Production;Candidate</ModelPackRequiredStage>";

    [Fact]
    public async Task AnEditedVersionWithALockFile()
    {
        using PromotedWorkspace workspace = await Promoted();
        Service("2.0.0");
        (await workspace.Build()).ShouldSucceedWithoutWarnings();
        workspace.Consumer.ShouldHold(Bin, "1.1.0", slot: Alias);

        Service("1.0.0");
        (await workspace.Consumer.DotNet("app", "restore", "--locked-mode")).ShouldFail("NU1004");
        (await workspace.Consumer.DotNet("app", "restore")).ShouldSucceedWithoutWarnings();
        (await workspace.Consumer.DotNet("app", "restore", "--locked-mode")).ShouldSucceedWithoutWarnings();
        (await workspace.Build("--no-restore")).ShouldSucceedWithoutWarnings();

        workspace.Consumer.ShouldHold(Bin, "1.0.0", slot: Alias);

        void Service(string version) => workspace.Consumer.Service(ConsumerWorkspace.Reference(version, Alias), Required + "<RestorePackagesWithLockFile>true</RestorePackagesWithLockFile>");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CentralPackageManagementWithTwoAliasesOfOneModelOneThroughALibrary(bool pinned)
    {
        using PromotedWorkspace workspace = await Promoted();
        await workspace.Promote("1.1.0", "Candidate");
        workspace.Consumer.Library("Ranking", $"""<PackageReference Include="{Candidate}" />""");
        workspace.Consumer.Service($"""<PackageReference Include="{Alias}" /><ProjectReference Include="../Ranking/Ranking.csproj" />""", Required);
        workspace.Workspace.Write("Directory.Packages.props", $"""
            <Project>
              <PropertyGroup>
                <ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally>
                <CentralPackageTransitivePinningEnabled>{pinned}</CentralPackageTransitivePinningEnabled>
              </PropertyGroup>
              <ItemGroup>
                <PackageVersion Include="{Alias}" Version="2.0.0" />
                <PackageVersion Include="{Candidate}" Version="1.0.0" />
              </ItemGroup>
            </Project>
            """);
        (await workspace.Build()).ShouldSucceedWithoutWarnings();
        Holds("1.1.0", "1.1.0");

        (await workspace.Consumer.DotNet("app", "package", "update", $"{Alias}@1.0.0")).ShouldSucceed();
        (await workspace.Build()).ShouldSucceedWithoutWarnings();

        Assert.Contains($"""<PackageVersion Include="{Alias}" Version="1.0.0" />""", await File.ReadAllTextAsync(workspace.Workspace["Directory.Packages.props"], TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Holds("1.0.0", "1.1.0");
        Assert.Equal([workspace.Consumer.Right("1.1.0", slot: Candidate), workspace.Consumer.Right("1.0.0", slot: Alias)], await workspace.Consumer.Run($"{Bin}/app.dll"));

        void Holds(string production, string candidate)
        {
            workspace.Consumer.ShouldHold(Bin, production, slot: Alias);
            workspace.Consumer.ShouldHold(Bin, candidate, slot: Candidate);
        }
    }

    private async Task<PromotedWorkspace> Promoted()
    {
        PromotedWorkspace workspace = await PromotedWorkspace.Create(models, tool);
        await workspace.Promote("1.0.0");
        await workspace.Promote("1.1.0");
        return workspace;
    }
}
