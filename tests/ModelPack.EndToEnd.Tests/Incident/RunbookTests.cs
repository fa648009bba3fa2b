using System.Security.Cryptography;
using ModelPack.EndToEnd.Tests.Consuming;
using ModelPack.EndToEnd.Tests.Tool;

namespace ModelPack.EndToEnd.Tests.Incident;

/// <summary>The runbook for a bad model in production does what it says: its commands are executed as they are written.</summary>
public sealed class RunbookTests(InstalledTool tool)
{
    private const string Alias = PackedModels.Sentiment + ".Production";

    [Fact]
    public async Task EveryCommandOfTheRunbookDoesWhatTheRunbookSays()
    {
        string page = await File.ReadAllTextAsync(Path.Combine(RepositoryFolder.Path, "docs", "incident.md"), TestContext.Current.CancellationToken);
        IReadOnlyList<RunbookCommand> commands = RunbookCommand.Read(page);
        using ConsumerWorkspace consumer = await Friday();
        List<(string Line, string Output)> said = [];
        foreach (RunbookCommand command in commands)
        {
            if (command.Section.StartsWith('7') && !consumer.Workspace.Feed.Packages.Contains($"{PackedModels.Sentiment}.1.2.0.nupkg"))
            {
                await Pack(consumer, "1.2.0", 3);
            }

            CommandResult result = await Run(consumer, command);
            if (command.Fails is { } code)
            {
                result.ShouldFail(code);
            }
            else
            {
                result.ShouldSucceed();
            }

            said.Add((command.Line, result.Output));
        }

        string[] inspected = Outputs("dotnet modelpack inspect out");
        Assert.Equal(3, inspected.Length);
        Assert.Contains("1.1.0", inspected[0], StringComparison.Ordinal);
        Assert.Contains("1.0.0", inspected[1], StringComparison.Ordinal);
        Assert.Contains("1.2.0", inspected[2], StringComparison.Ordinal);
        string[] logs = Outputs("dotnet modelpack log");
        Assert.Equal(3, logs.Length);
        Assert.Contains("1.1.0 promoted to Production", logs[0], StringComparison.Ordinal);
        Assert.Contains("EMERGENCY, still to be confirmed", logs[1], StringComparison.Ordinal);
        Assert.Contains("emergency, confirmed", logs[2], StringComparison.Ordinal);
        Assert.Contains("REVOKED", logs[2], StringComparison.Ordinal);
        string[] plans = [.. said.Where(entry => entry.Line.Contains("--plan", StringComparison.Ordinal)).Select(entry => entry.Output)];
        Assert.Contains("would go back from 1.1.0 to 1.0.0. Nothing was done.", plans[0], StringComparison.Ordinal);
        Assert.Contains("would go back from 1.0.0 to 1.1.0. Nothing was done.", plans[1], StringComparison.Ordinal);
        string diff = Assert.Single(Outputs("git diff"));
        Assert.Contains($"+    {ConsumerWorkspace.Reference("3.0.0", Alias)}", diff, StringComparison.Ordinal);
        Assert.Contains("packages.lock.json", diff, StringComparison.Ordinal);
        Assert.Contains("else roll back to 1.0.0", Outputs("dotnet build Search")[0], StringComparison.Ordinal);
        Assert.True(File.Exists(consumer.Workspace["vulnerabilities/index.json"]));
        consumer.ShouldHold("out", "1.2.0", slot: Alias);

        string[] Outputs(string begin) => [.. said.Where(entry => entry.Line.StartsWith(begin, StringComparison.Ordinal)).Select(entry => entry.Output)];
    }

    /// <summary>Production serves 1.1.0 since the last promotion; a policy asks for approvals; the service is a repository.</summary>
    private async Task<ConsumerWorkspace> Friday()
    {
        ConsumerWorkspace consumer = await ConsumerWorkspace.Create();
        Workspace workspace = consumer.Workspace;
        string config = await File.ReadAllTextAsync(workspace["nuget.config"], TestContext.Current.CancellationToken);
        workspace.Write("nuget.config", config.Replace("key=\"test\"", "key=\"my-feed\"", StringComparison.Ordinal));
        foreach ((string version, float constant) in ((string, float)[])[("1.0.0", 1), ("1.1.0", 2)])
        {
            await Pack(consumer, version, constant);
            (await Run(consumer, "alice", "dotnet", "modelpack", "promote", $"{PackedModels.Sentiment}@{version}", "--to", "Production", "--source", "my-feed")).ShouldSucceed();
        }

        foreach (string person in (string[])["alice", "bob"])
        {
            using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            workspace.Write($"{person}.pem", key.ExportPkcs8PrivateKeyPem());
            workspace.Write($"keys/{person}.pem", key.ExportSubjectPublicKeyInfoPem());
        }

        workspace.Write("modelpack.policy.json", """
            {
              "approvers": [{ "name": "bob", "publicKeyFile": "keys/bob.pem" }],
              "promoters": [{ "name": "alice", "publicKeyFile": "keys/alice.pem" }],
              "stages": [{ "name": "Production", "approvals": 1, "promoterSigns": true, "rollback": { "emergency": true, "confirmations": 1 } }]
            }
            """);
        workspace.Write("notes.md", "Every complaint of the evening was called praise.\n");
        foreach (string folder in (string[])["Service", "Search"])
        {
            consumer.Service(ConsumerWorkspace.Reference("2.0.0", Alias), "<RestorePackagesWithLockFile>true</RestorePackagesWithLockFile>", folder);
        }

        (await Run(consumer, "alice", "dotnet", "publish", "Service", "-o", "out")).ShouldSucceedWithoutWarnings();
        (await Run(consumer, "alice", "dotnet", "restore", "Search")).ShouldSucceed();
        workspace.Write(".gitignore", "bin/\nobj/\nout/\nfeed/\nstore/\n.store/\n");
        foreach (string[] arguments in (string[][])[["init", "-q"], ["add", "."], ["commit", "-q", "-m", "Friday"]])
        {
            (await workspace.Git(".", arguments)).ShouldSucceed();
        }

        return consumer;
    }

    // Versions of one signature and one vocabulary: a service may go from one to the other.
    private static async Task Pack(ConsumerWorkspace consumer, string version, float constant)
    {
        consumer.Workspace.Write("model/model.csproj", PackedModels.Project(PackedModels.Sentiment, version));
        PackedModels.WriteSentiment(consumer.Workspace, "model", constant);
        consumer.Workspace.Write("model/vocab.txt", "good\nbad\n");
        (await consumer.DotNet("model", "pack", "-o", consumer.Workspace.Feed.Folder)).ShouldSucceedWithoutWarnings();
    }

    // Who has the key is Bob.
    private Task<CommandResult> Run(ConsumerWorkspace consumer, RunbookCommand command) => Run(consumer, command.Words.Contains("bob.pem") ? "bob" : "alice", [.. command.Words]);

    private async Task<CommandResult> Run(ConsumerWorkspace consumer, string person, params string[] words)
    {
        Workspace workspace = consumer.Workspace;
        workspace.Commands.Environment["GITHUB_ACTOR"] = person;
        return words switch
        {
            ["dotnet", "modelpack", .. string[] arguments] => await workspace.Commands.Run(".", await tool.Command, arguments),
            ["dotnet", .. string[] arguments] => await workspace.DotNet.Run(".", arguments),
            [string program, .. string[] arguments] => await workspace.Commands.Run(".", program, arguments),
            [] => throw new InvalidOperationException("A command of the runbook is empty."),
        };
    }
}
