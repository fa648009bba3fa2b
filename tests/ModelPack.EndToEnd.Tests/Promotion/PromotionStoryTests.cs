using System.Text.Json;
using ModelPack.EndToEnd.Tests.Consuming;
using ModelPack.EndToEnd.Tests.Tool;

namespace ModelPack.EndToEnd.Tests.Promotion;

/// <summary>A model goes into production through its alias, turns out to be bad, and goes back: with the installed tool and a real service.</summary>
public sealed class PromotionStoryTests(PackedModels models, InstalledTool tool)
{
    private const string Alias = PackedModels.Sentiment + ".Production";
    private const string Bin = "app/bin/Debug/net10.0";

    [Fact]
    public async Task AServiceThatReferencesAnAliasGetsWhatWasPromotedAndGoesBack()
    {
        using ConsumerWorkspace consumer = await ConsumerWorkspace.Create(models);
        await Run(consumer, "promote", $"{PackedModels.Sentiment}@1.0.0", "--to", "Production", "--reason", "first");
        await Run(consumer, "promote", $"{PackedModels.Sentiment}@1.1.0", "--to", "Production", "--reason", "better");
        consumer.Service(ConsumerWorkspace.Reference("2.0.0", Alias), "<RestorePackagesWithLockFile>true</RestorePackagesWithLockFile><RestoreLockedMode>true</RestoreLockedMode>");
        (await consumer.DotNet("app", "restore", "--force-evaluate", "-p:RestoreLockedMode=false")).ShouldSucceed();
        (await consumer.DotNet("app", "build")).ShouldSucceedWithoutWarnings();
        string before = Assert.Single(await consumer.Run($"{Bin}/app.dll"));
        Holds(consumer, "1.1.0");

        JsonElement rollback = await Run(consumer, "rollback", Alias, "--reason", "bad answers", "--project", "app", "--revoke");
        (await consumer.DotNet("app", "build")).ShouldSucceedWithoutWarnings();

        Assert.Equal(("rolledBack", "3.0.0", "1.1.0", "1.0.0"), (Text(rollback, "outcome"), Text(rollback, "aliasVersion"), Text(rollback.GetProperty("from"), "version"), Text(rollback.GetProperty("to"), "version")));
        Assert.Contains($"-    {ConsumerWorkspace.Reference("2.0.0", Alias)}\n+    {ConsumerWorkspace.Reference("3.0.0", Alias)}\n", Text(rollback.GetProperty("change"), "diff"), StringComparison.Ordinal);
        Assert.Contains("\"requested\": \"[3.0.0, )\"", await File.ReadAllTextAsync(consumer.Workspace["app/packages.lock.json"], TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Holds(consumer, "1.0.0");
        Assert.Equal(consumer.Right("1.1.0", slot: Alias), before);
        Assert.Equal([consumer.Right("1.0.0", slot: Alias)], await consumer.Run($"{Bin}/app.dll"));
        Assert.Equal(1, (await Tool(consumer, "promote", $"{PackedModels.Sentiment}@1.1.0", "--to", "Production")).ExitCode);
    }

    [Fact]
    public async Task TwoStagesOfOneModelLiveSideBySide()
    {
        using ConsumerWorkspace consumer = await ConsumerWorkspace.Create(models);
        await Run(consumer, "promote", $"{PackedModels.Sentiment}@1.0.0", "--to", "Production");
        await Run(consumer, "promote", $"{PackedModels.Sentiment}@1.1.0", "--to", "Candidate");
        consumer.Service(ConsumerWorkspace.Reference("1.0.0", Alias) + ConsumerWorkspace.Reference("1.0.0", $"{PackedModels.Sentiment}.Candidate"));

        (await consumer.DotNet("app", "build")).ShouldSucceedWithoutWarnings();

        Assert.Equal([consumer.Right("1.1.0", slot: $"{PackedModels.Sentiment}.Candidate"), consumer.Right("1.0.0", slot: Alias)], await consumer.Run($"{Bin}/app.dll"));
    }

    [Fact]
    public async Task StockCommandsMoveTheReferenceToo()
    {
        using ConsumerWorkspace consumer = await ConsumerWorkspace.Create(models);
        await Run(consumer, "promote", $"{PackedModels.Sentiment}@1.1.0", "--to", "Production");
        consumer.Service("");
        consumer.Workspace.Write("app/Program.cs", ConsumerWorkspace.Program);

        (await consumer.DotNet("app", "add", "package", Alias, "--version", "1.0.0")).ShouldSucceed();
        await Run(consumer, "promote", $"{PackedModels.Sentiment}@1.0.0", "--to", "Production");
        (await consumer.DotNet("app", "package", "update", $"{Alias}@2.0.0")).ShouldSucceed();
        (await consumer.DotNet("app", "build")).ShouldSucceedWithoutWarnings();

        Holds(consumer, "1.0.0");
        (await consumer.DotNet("app", "add", "package", Alias, "--version", "1.0.0")).ShouldSucceed();
        (await consumer.DotNet("app", "build")).ShouldSucceedWithoutWarnings();
        Holds(consumer, "1.1.0");
    }

    private static void Holds(ConsumerWorkspace consumer, string version) => consumer.ShouldHold(Bin, version, slot: Alias);

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private async Task<JsonElement> Run(ConsumerWorkspace consumer, params IEnumerable<string> arguments) => ToolWorkspace.Json((await Tool(consumer, [.. arguments, "--json"])).ShouldSucceed());

    private async Task<CommandResult> Tool(ConsumerWorkspace consumer, params IEnumerable<string> arguments) =>
        await consumer.Workspace.Commands.Run(".", await tool.Command, [.. arguments, "--source", "test", "--actor", "carol"]);
}
