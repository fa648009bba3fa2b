using ModelPack.EndToEnd.Tests.Consuming;
using ModelPack.EndToEnd.Tests.Tool;

namespace ModelPack.EndToEnd.Tests.Promotion;

/// <summary>Stock restores warn of revoked models, with nothing of ours.</summary>
public sealed class RevocationTests(PackedModels models, InstalledTool tool)
{
    [Theory]
    [InlineData("low", "NU1901")]
    [InlineData("critical", "NU1904")]
    public async Task AStockRestoreWarnsOfARevokedModelAndOfItsAlias(string severity, string code)
    {
        using ConsumerWorkspace consumer = await ConsumerWorkspace.Create(models);
        await using StaticFiles server = await StaticFiles.Serve(consumer.Workspace["vulnerabilities"]);
        await Tool(consumer, "promote", $"{PackedModels.Sentiment}@1.0.0", "--to", "Production");
        await Tool(consumer, "revoke", $"{PackedModels.Sentiment}@1.0.0", "--reason", "leaks names", "--severity", severity, "--export-vulnerabilities", "vulnerabilities", "--url", server.Address);
        Audit(consumer, $"{server.Address}/index.json");
        consumer.Service(ConsumerWorkspace.Reference("1.0.0", $"{PackedModels.Sentiment}.Production") + ConsumerWorkspace.Reference("1.0.0"));

        CommandResult restore = await consumer.DotNet("app", "restore");

        restore.ShouldSucceed().ShouldSay($"warning {code}: Package '{PackedModels.Sentiment}' 1.0.0").ShouldSay($"warning {code}: Package '{PackedModels.Sentiment}.Production' 1.0.0");
    }

    [Fact]
    public async Task AFolderIsNoSourceOfVulnerabilitiesForNuGet()
    {
        using ConsumerWorkspace consumer = await ConsumerWorkspace.Create(models);
        await Tool(consumer, "revoke", $"{PackedModels.Sentiment}@1.0.0", "--reason", "leaks names", "--export-vulnerabilities", "vulnerabilities", "--url", "https://example.com");
        Audit(consumer, consumer.Workspace["vulnerabilities/index.json"]);
        consumer.Service(ConsumerWorkspace.Reference("1.0.0"));

        CommandResult restore = await consumer.DotNet("app", "restore");

        // Why --url is needed: should NuGet learn to read folders, the documentation must change.
        restore.ShouldSucceed().ShouldSay("NU1900");
    }

    private static void Audit(ConsumerWorkspace consumer, string source)
    {
        string config = File.ReadAllText(consumer.Workspace["nuget.config"]);
        consumer.Workspace.Write("nuget.config", config.Replace(
            "</configuration>",
            $"<auditSources><clear /><add key=\"revocations\" value=\"{source}\" protocolVersion=\"3\" allowInsecureConnections=\"true\" /></auditSources></configuration>",
            StringComparison.Ordinal));
        consumer.Workspace.Commands.Environment["NUGET_HTTP_CACHE_PATH"] = consumer.Workspace["http-cache"];
    }

    private async Task Tool(ConsumerWorkspace consumer, params IEnumerable<string> arguments) =>
        (await consumer.Workspace.Commands.Run(".", await tool.Command, [.. arguments, "--source", "test", "--actor", "carol"])).ShouldSucceed();
}
