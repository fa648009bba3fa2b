using ModelPack.EndToEnd.Tests.Consuming;
using ModelPack.EndToEnd.Tests.RequiredStage;
using ModelPack.EndToEnd.Tests.Tool;
using ModelPack.Testing.Feeds;

namespace ModelPack.EndToEnd.Tests.Revocations;

/// <summary>The build of a service that asks whether its models are revoked.</summary>
public sealed class CheckRevocationsTests(PackedModels models, InstalledTool tool)
{
    private const string Alias = PromotedWorkspace.Alias;
    private const string Checked = "<ModelPackCheckRevocations>true</ModelPackCheckRevocations>";
    private const string AskNow = "-p:ModelPackRevocationsMaxAge=0";

    [Fact]
    public async Task AModelWithoutRevocationsIsTheNormalCaseAndIsAskedForOnceADay()
    {
        using PromotedWorkspace workspace = await PromotedWorkspace.Create(models, tool);
        workspace.Consumer.Service(ConsumerWorkspace.Reference("1.0.0"), Checked);
        workspace.Consumer.Service(ConsumerWorkspace.Reference("1.0.0"), Checked, "other");

        CommandResult first = (await workspace.Build()).ShouldSucceedWithoutWarnings();
        string[] asked = await workspace.Consumer.States("store/revocations");
        (await workspace.Build()).ShouldSucceedWithoutWarnings();
        (await workspace.Consumer.DotNet("other", "build")).ShouldSucceedWithoutWarnings();

        Assert.DoesNotContain("NU1101", first.Output, StringComparison.Ordinal);
        Assert.NotEmpty(asked);
        Assert.Equal(asked, await workspace.Consumer.States("store/revocations"));
    }

    [Fact]
    public async Task ARevokedModelIsAnErrorThatNamesReasonWayAndCureThroughItsAliasToo()
    {
        using PromotedWorkspace workspace = await PromotedWorkspace.Create(models, tool);
        await workspace.Promote("1.0.0");
        await workspace.Promote("1.1.0");
        await workspace.Tool("revoke", $"{PackedModels.Sentiment}@1.1.0", "--reason", "leaks names", "--severity", "critical", "--ticket", "https://example.com/7");
        await workspace.PackLibrary("Contoso.Search", "2.0.0", ConsumerWorkspace.Reference("2.0.0", Alias));
        workspace.Consumer.Service(ConsumerWorkspace.Reference("2.0.0", "Contoso.Search"), Checked);

        string error = (await workspace.Build()).ShouldFailOnlyWith("MP6021");

        Assert.Contains("The model 'Contoso.Sentiment' 1.1.0 was revoked on ", error, StringComparison.Ordinal);
        Assert.Contains(" by carol, severity critical: leaks names (https://example.com/7).", error, StringComparison.Ordinal);
        Assert.Contains($"It came through app -> Contoso.Search 2.0.0 -> {Alias} 2.0.0.", error, StringComparison.Ordinal);
        Assert.Contains($"('dotnet package add {Alias} --project app.csproj'), else roll back to 1.0.0 ('dotnet modelpack rollback {Alias} --reason … --source …'), and then do so.", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TheCommandsThatTheMessageNamesAreTheCure(bool hasGoneBack)
    {
        using PromotedWorkspace workspace = await PromotedWorkspace.Create(models, tool);
        await workspace.Promote("1.0.0");
        await workspace.Promote("1.1.0");
        await workspace.Tool("revoke", $"{PackedModels.Sentiment}@1.1.0", "--reason", "leaks names");
        if (hasGoneBack)
        {
            await workspace.Tool("rollback", Alias, "--reason", "somebody else was faster");
        }

        workspace.Consumer.Service(ConsumerWorkspace.Reference("2.0.0", Alias), Checked);
        Assert.Contains($"else roll back to 1.0.0 ('dotnet modelpack rollback {Alias} --project app.csproj --reason … --source …')", (await workspace.Build()).ShouldFailOnlyWith("MP6021"), StringComparison.Ordinal);

        await workspace.Tool("rollback", Alias, "--project", "app/app.csproj", "--reason", "leaks names");

        (await workspace.Build()).ShouldSucceedWithoutWarnings();
        workspace.Consumer.ShouldHold("app/bin/Debug/net10.0", "1.0.0", slot: Alias);
        Assert.Contains("Version=\"3.0.0\"", await File.ReadAllTextAsync(workspace.Workspace["app/app.csproj"], TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ANewerVersionOfTheAliasIsTakenByStockCommands()
    {
        using PromotedWorkspace workspace = await PromotedWorkspace.Create(models, tool);
        await workspace.Promote("1.0.0");
        await workspace.Promote("1.1.0");
        await workspace.PackLibrary("Contoso.Search", "2.0.0", ConsumerWorkspace.Reference("2.0.0", Alias));
        await workspace.Tool("rollback", Alias, "--reason", "leaks names", "--revoke");
        workspace.Consumer.Service(ConsumerWorkspace.Reference("2.0.0", Alias), Checked);
        (await workspace.Build("-p:ModelPackRevocationsAuditLevel=High")).ShouldFailOnlyWith("MP6021");
        (await workspace.Build("-p:ModelPackRevocationsAuditLevel=critical")).ShouldSucceedWithoutWarnings();
        (await workspace.Build("-p:ModelPackRevocationsAuditLevel=none")).ShouldFailOnlyWith("MP6023");

        (await workspace.Consumer.DotNet("app", "package", "update", Alias, "--project", "app.csproj")).ShouldSucceed();
        (await workspace.Build()).ShouldSucceedWithoutWarnings();

        workspace.Consumer.Service(ConsumerWorkspace.Reference("2.0.0", "Contoso.Search"), Checked);
        (await workspace.Build()).ShouldFailOnlyWith("MP6021");
        (await workspace.Consumer.DotNet("app", "package", "add", Alias, "--project", "app.csproj")).ShouldSucceed();
        (await workspace.Build()).ShouldSucceedWithoutWarnings();
    }

    [Fact]
    public async Task TheModelThatRunsCountsAndNotTheNumberOfItsAlias()
    {
        using PromotedWorkspace workspace = await PromotedWorkspace.Create(models, tool);
        await workspace.Promote("1.0.0");
        await workspace.Promote("1.1.0");
        await workspace.Tool("rollback", Alias, "--reason", "bad answers", "--revoke");
        workspace.Consumer.Service(ConsumerWorkspace.Reference("3.0.0", Alias), Checked);

        (await workspace.Build()).ShouldSucceedWithoutWarnings();

        workspace.Consumer.Service(ConsumerWorkspace.Reference("1.1.0"), Checked);
        Assert.Contains("'dotnet modelpack versions Contoso.Sentiment'", (await workspace.Build()).ShouldFailOnlyWith("MP6021"), StringComparison.Ordinal);
        workspace.Consumer.Service(ConsumerWorkspace.Reference("1.0.0"), Checked);
        (await workspace.Build()).ShouldSucceedWithoutWarnings();
    }

    [Fact]
    public async Task WhatIsRevokedAfterTheBuildIsFoundWhenTheSourcesAreAskedAgain()
    {
        using PromotedWorkspace workspace = await PromotedWorkspace.Create(models, tool);
        workspace.Consumer.Service(ConsumerWorkspace.Reference("1.0.0"), Checked);
        (await workspace.Build()).ShouldSucceedWithoutWarnings();
        await workspace.Tool("revoke", $"{PackedModels.Sentiment}@1.0.0", "--reason", "leaks names");

        (await workspace.Build()).ShouldSucceedWithoutWarnings();
        (await workspace.Build(AskNow)).ShouldFailOnlyWith("MP6021");

        // Once known, always known, and asked for no more.
        (await workspace.Build()).ShouldFailOnlyWith("MP6021");
        File.Delete(workspace.Workspace.Feed.Find($"{PackedModels.Sentiment}.Revocations", "1.0.0"));
        (await workspace.Build(AskNow)).ShouldFailOnlyWith("MP6021");
    }

    [Fact]
    public async Task AFeedThatIsAwayIsAWarningAndIsAskedAgainAtTheNextBuild()
    {
        using PromotedWorkspace workspace = await PromotedWorkspace.Create(models, tool);
        workspace.Consumer.Service(ConsumerWorkspace.Reference("1.0.0"), Checked);
        (await workspace.Consumer.DotNet("app", "restore")).ShouldSucceed();
        HttpFeed feed = await HttpFeed.Start();
        workspace.Workspace.AddSource("away", feed);
        await feed.DisposeAsync();

        CommandResult away = (await workspace.Build("--no-restore")).ShouldSucceed();
        CommandResult again = (await workspace.Build("--no-restore", "-p:TreatWarningsAsErrors=true", "-p:MSBuildTreatWarningsAsErrors=true")).ShouldSucceed();
        (await workspace.Build("--no-restore", "-p:MSBuildWarningsAsErrors=MP6022")).ShouldFailOnlyWith("MP6022");
        string config = await File.ReadAllTextAsync(workspace.Workspace["nuget.config"], TestContext.Current.CancellationToken);
        workspace.Workspace.Write("nuget.config", string.Join('\n', config.Split('\n').Where(line => !line.Contains("\"away\"", StringComparison.Ordinal))));

        Assert.Contains("MP6022: It could not be learned whether versions of 'Contoso.Sentiment' are revoked: NU1301", Assert.Single(away.Warnings), StringComparison.Ordinal);
        Assert.StartsWith("MP6022", Assert.Single(again.Warnings), StringComparison.Ordinal);
        (await workspace.Build("--no-restore")).ShouldSucceedWithoutWarnings();
    }

    [Fact]
    public async Task TheSettingsOfNuGetApplyAndAnIdThatNoSourceIsMappedForIsTold()
    {
        using PromotedWorkspace workspace = await PromotedWorkspace.Create(models, tool);
        await workspace.Tool("revoke", $"{PackedModels.Sentiment}@1.0.0", "--reason", "leaks names");
        workspace.Consumer.Service(ConsumerWorkspace.Reference("1.0.0"), Checked + "<RestorePackagesWithLockFile>true</RestorePackagesWithLockFile>");
        string config = await File.ReadAllTextAsync(workspace.Workspace["nuget.config"], TestContext.Current.CancellationToken);

        Map(workspace, config, "Contoso.*");
        (await workspace.Build()).ShouldFailOnlyWith("MP6021");
        Assert.DoesNotContain(workspace.Workspace.Files("store/revocations"), file => file.EndsWith("packages.lock.json", StringComparison.Ordinal));

        Map(workspace, config, PackedModels.Sentiment);
        Directory.Delete(workspace.Workspace["store/revocations"], recursive: true);
        Assert.Contains("are revoked: NU1100", Assert.Single((await workspace.Build()).ShouldSucceed().Warnings), StringComparison.Ordinal);
    }

    private static void Map(PromotedWorkspace workspace, string config, string pattern) => workspace.Workspace.Write("nuget.config", System.Text.RegularExpressions.Regex.Replace(
        config,
        "<packageSourceMapping>.*</packageSourceMapping>",
        $"""<packageSourceMapping><clear /><packageSource key="product"><package pattern="ModelPack.*" /></packageSource><packageSource key="test"><package pattern="{pattern}" /></packageSource></packageSourceMapping>""",
        System.Text.RegularExpressions.RegexOptions.Singleline));
}
