using System.Text.Json;
using ModelPack.EndToEnd.Tests.Consuming;
using ModelPack.EndToEnd.Tests.Tool;

namespace ModelPack.EndToEnd.Tests.Promotion;

/// <summary>A rollback changes the version where it really stands, and the lock file with it.</summary>
public sealed class CentralVersionTests(PackedModels models, InstalledTool tool)
{
    private const string Alias = PackedModels.Sentiment + ".Production";
    private const string Central = "<Project>\r\n  <PropertyGroup>\r\n    <ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally>\r\n    <SentimentVersion>2.0.0</SentimentVersion>\r\n  </PropertyGroup>\r\n  <ItemGroup>\r\n    <PackageVersion Include=\"" + Alias + "\" Version=\"$(SentimentVersion)\" /> <!-- what we serve -->\r\n  </ItemGroup>\r\n</Project>\r\n";

    [Fact]
    public async Task APropertyOfTheCentralFileIsChangedAndALockedRestorePasses()
    {
        using ConsumerWorkspace consumer = await Create();
        string project = await File.ReadAllTextAsync(consumer.Workspace["app/app.csproj"], TestContext.Current.CancellationToken);

        CommandResult result = await Tool(consumer, "rollback", Alias, "--reason", "bad answers", "--project", "app/app.csproj");

        result.ShouldSucceed().ShouldSay("warning MP5082").ShouldSay("+    <SentimentVersion>3.0.0</SentimentVersion>");
        Assert.Equal(Central.Replace("2.0.0", "3.0.0", StringComparison.Ordinal), await File.ReadAllTextAsync(consumer.Workspace["Directory.Packages.props"], TestContext.Current.CancellationToken));
        Assert.Equal(project, await File.ReadAllTextAsync(consumer.Workspace["app/app.csproj"], TestContext.Current.CancellationToken));
        (await consumer.DotNet("app", "restore", "--locked-mode")).ShouldSucceedWithoutWarnings();
        (await consumer.DotNet("app", "build")).ShouldSucceedWithoutWarnings();
        consumer.ShouldHold("app/bin/Debug/net10.0", "1.0.0", slot: Alias);
    }

    [Fact]
    public async Task ARestoreThatFailsIsToldAndARerunFinishes()
    {
        using ConsumerWorkspace consumer = await Create();
        string config = await File.ReadAllTextAsync(consumer.Workspace["nuget.config"], TestContext.Current.CancellationToken);
        consumer.Workspace.Write("app/Directory.Build.targets", "<Project><Target Name=\"Fail\" BeforeTargets=\"Restore\"><Error Code=\"X1\" Text=\"not today\" /></Target></Project>");

        CommandResult failed = await Tool(consumer, "rollback", Alias, "--reason", "bad answers", "--project", "app", "--json");
        File.Delete(consumer.Workspace["app/Directory.Build.targets"]);
        CommandResult again = await Tool(consumer, "rollback", Alias, "--reason", "bad answers", "--project", "app", "--json");

        Assert.Equal(3, failed.ExitCode);
        JsonElement error = ToolWorkspace.Json(failed).GetProperty("error");
        Assert.Equal("MP5075", error.GetProperty("code").GetString());
        Assert.Contains("not today", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        JsonElement answer = ToolWorkspace.Json(again.ShouldSucceed());
        Assert.Equal(("alreadyServed", "3.0.0", true), (answer.GetProperty("outcome").GetString(), answer.GetProperty("aliasVersion").GetString(), answer.GetProperty("restored").GetBoolean()));
        CommandResult nothing = await Tool(consumer, "rollback", Alias, "--reason", "bad answers", "--project", "app", "--json");
        Assert.Equal((1, "nothingDone"), (nothing.ExitCode, ToolWorkspace.Json(nothing).GetProperty("outcome").GetString()));
        Assert.Equal(config, await File.ReadAllTextAsync(consumer.Workspace["nuget.config"], TestContext.Current.CancellationToken));
    }

    private async Task<ConsumerWorkspace> Create()
    {
        ConsumerWorkspace consumer = await ConsumerWorkspace.Create(models);
        foreach (string version in (string[])["1.0.0", "1.1.0"])
        {
            (await Tool(consumer, "promote", $"{PackedModels.Sentiment}@{version}", "--to", "Production")).ShouldSucceed();
        }

        consumer.Workspace.Write("Directory.Packages.props", Central);
        consumer.Service($"<PackageReference Include=\"{Alias}\" />", "<RestorePackagesWithLockFile>true</RestorePackagesWithLockFile>");
        (await consumer.DotNet("app", "restore")).ShouldSucceed();
        return consumer;
    }

    private async Task<CommandResult> Tool(ConsumerWorkspace consumer, params IEnumerable<string> arguments) =>
        await consumer.Workspace.Commands.Run(".", await tool.Command, [.. arguments, "--source", "test", "--actor", "carol"]);
}
