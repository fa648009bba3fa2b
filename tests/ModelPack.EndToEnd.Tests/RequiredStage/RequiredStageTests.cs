using ModelPack.EndToEnd.Tests.Consuming;
using ModelPack.EndToEnd.Tests.Tool;

namespace ModelPack.EndToEnd.Tests.RequiredStage;

/// <summary>A service that takes promoted models only.</summary>
public sealed class RequiredStageTests(PackedModels models, InstalledTool tool)
{
    private const string Alias = PromotedWorkspace.Alias;
    private const string Required = "<ModelPackRequiredStage>Production</ModelPackRequiredStage>";
    private const string Check = "CheckModelStages";

    [Fact]
    public async Task WhatCameThroughTheAliasIsTakenAndReadOnce()
    {
        using PromotedWorkspace workspace = await PromotedWorkspace.Create(models, tool);
        await workspace.Promote("1.0.0");
        await workspace.PackLibrary("Contoso.Search", "2.0.0", ConsumerWorkspace.Reference("1.0.0", Alias));
        workspace.Consumer.Service(ConsumerWorkspace.Reference("2.0.0", "Contoso.Search"), Required);

        (await workspace.Build()).ShouldSucceedWithoutWarnings();
        CommandResult again = (await workspace.Build()).ShouldSucceedWithoutWarnings();
        (await workspace.Consumer.DotNet("app", "publish", "--no-build", "-c", "Debug", "-o", workspace.Workspace["out"])).ShouldSucceedWithoutWarnings();

        Assert.Contains("ModelPack: the stages of all models are as they were.", again.BinaryLog.Messages);
        Assert.Equal([workspace.Consumer.Right("1.0.0", slot: Alias)], await workspace.Consumer.Run("out/app.dll"));
    }

    [Fact]
    public async Task AModelOfItsOwnPackageIsAnErrorInBuildAndPublishUntilTheAliasIsReferenced()
    {
        using PromotedWorkspace workspace = await PromotedWorkspace.Create(models, tool);
        await workspace.Promote("1.0.0");
        workspace.Consumer.Service(ConsumerWorkspace.Reference("1.0.0"), Required);

        string error = (await workspace.Build()).ShouldFailOnlyWith("MP6020");
        string published = (await workspace.Consumer.DotNet("app", "publish", "-c", "Debug", "-o", workspace.Workspace["out"])).ShouldFailOnlyWith("MP6020");

        Assert.Contains($"'Contoso.Sentiment 1.0.0' did not come through '{Alias}' (app -> Contoso.Sentiment 1.0.0)", error, StringComparison.Ordinal);
        Assert.Contains($"Reference '{Alias}' instead.", error, StringComparison.Ordinal);
        Assert.Equal(error, published);
        Assert.Empty(workspace.Workspace.Files("app/bin/Debug/net10.0/models"));
        workspace.Consumer.Service(ConsumerWorkspace.Reference("1.0.0", Alias), Required);
        (await workspace.Build()).ShouldSucceedWithoutWarnings();
    }

    [Fact]
    public async Task TheErrorNamesThePackageAndTheProjectThatBroughtTheModel()
    {
        using PromotedWorkspace workspace = await PromotedWorkspace.Create(models, tool);
        await workspace.PackLibrary("Contoso.Search", "2.0.0", ConsumerWorkspace.Reference("1.0.0"));
        workspace.Consumer.Library("Ranking", ConsumerWorkspace.Reference("2.0.0", "Contoso.Search"));
        workspace.Consumer.Service("""<ProjectReference Include="../Ranking/Ranking.csproj" />""", Required);

        string error = (await workspace.Build()).ShouldFailOnlyWith("MP6020");

        Assert.Contains("(app -> Ranking -> Contoso.Search 2.0.0 -> Contoso.Sentiment 1.0.0)", error, StringComparison.Ordinal);
        Assert.Contains($"Let 'Contoso.Search' reference '{Alias}' instead, or do without.", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task APartOfAPromotedSystemIsNoPromotedModel()
    {
        using PromotedWorkspace workspace = await PromotedWorkspace.Create(models, tool);
        workspace.Workspace.Write("system/system.csproj", PackedModels.Project("Contoso.System").Replace("</PropertyGroup>", $"</PropertyGroup><ItemGroup>{ConsumerWorkspace.Reference("[1.0.0]")}</ItemGroup>", StringComparison.Ordinal));
        workspace.Workspace.Write("system/labels.txt", "a\nb\n");
        (await workspace.Consumer.DotNet("system", "pack", "-o", workspace.Workspace.Feed.Folder)).ShouldSucceed();
        await workspace.Promote("1.0.0", id: "Contoso.System");
        workspace.Consumer.Service(ConsumerWorkspace.Reference("1.0.0", "Contoso.System.Production"), Required);

        string error = (await workspace.Build()).ShouldFailOnlyWith("MP6020");

        Assert.Contains("(app -> Contoso.System.Production 1.0.0 -> Contoso.Sentiment 1.0.0)", error, StringComparison.Ordinal);
        Assert.Contains($"Let 'Contoso.System.Production' reference '{Alias}' instead", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnotherStageIsAnErrorUnlessItIsNamedToo()
    {
        using PromotedWorkspace workspace = await PromotedWorkspace.Create(models, tool);
        await workspace.Promote("1.1.0", "Candidate");
        workspace.Consumer.Service(ConsumerWorkspace.Reference("1.0.0", $"{PackedModels.Sentiment}.Candidate"), Required);

        string error = (await workspace.Build()).ShouldFailOnlyWith("MP6020");

        Assert.Contains("'Contoso.Sentiment' 1.1.0 came through 'Contoso.Sentiment.Candidate', which is the stage Candidate (app -> Contoso.Sentiment.Candidate 1.0.0)", error, StringComparison.Ordinal);
        (await workspace.Build("-p:ModelPackRequiredStage=Production%3BCandidate")).ShouldSucceedWithoutWarnings();
        Assert.Contains("names no stage", (await workspace.Build("-p:ModelPackRequiredStage=%3B")).ShouldFailOnlyWith("MP6020"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatAModelProjectBuildsIsNotPromoted()
    {
        using PromotedWorkspace workspace = await PromotedWorkspace.Create(models, tool);
        workspace.Workspace.Write("model/model.csproj", PackedModels.Project(PackedModels.Sentiment, "2.0.0"));
        PackedModels.WriteSentiment(workspace.Workspace, "model", 3);
        workspace.Consumer.Service("""<ProjectReference Include="../model/model.csproj" />""", Required);

        string error = (await workspace.Build()).ShouldFailOnlyWith("MP6020");

        Assert.Contains($"'Contoso.Sentiment 2.0.0' comes from the model project '{workspace.Workspace["model/model.csproj"]}' (app -> ", error, StringComparison.Ordinal);
        Assert.Contains($"Reference the package '{Alias}' instead of the project.", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NothingRunsWhereItIsNotAskedForAndInDesignTimeBuilds()
    {
        using PromotedWorkspace workspace = await PromotedWorkspace.Create(models, tool);
        workspace.Consumer.Service(ConsumerWorkspace.Reference("1.0.0"));

        (await workspace.Build()).ShouldSucceed().BinaryLog.ShouldNotRunTask(Check).ShouldNotRunTask("CheckModelRevocations");
        (await workspace.Consumer.DotNet("app", "publish", "--no-build", "-c", "Debug", "-o", workspace.Workspace["out"], "-p:ModelPackRequiredStage=Production")).ShouldFailOnlyWith("MP6020");
        CommandResult design = await workspace.Consumer.DotNet("app", "msbuild", "-t:ResolveAssemblyReferences;ModelPackResolvePackages", "-p:DesignTimeBuild=true", "-p:BuildingInsideVisualStudio=true", "-p:ModelPackRequiredStage=Production", "-p:ModelPackCheckRevocations=true");

        design.ShouldSucceed().BinaryLog.ShouldNotRunTask(Check).ShouldNotRunTask("CheckModelRevocations");
    }
}
