using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Quickstart;

/// <summary>The way of a model: trained, packed, pushed, consumed, upgraded, rolled back.</summary>
internal sealed class Tour
{
    private static readonly string[] Product = ["ModelPack.Runtime", "ModelPack.Sdk", "ModelPack.Templates", "ModelPack.Tool"];

    // Answers are read by people: letters are shown as letters.
    private static readonly JsonSerializerOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions ManyLines = new(OneLine) { WriteIndented = true };

    private readonly QuickstartFolder folder;
    private readonly DotNet dotNet;
    private readonly CancellationToken cancellationToken;

    public Tour(QuickstartFolder folder, CancellationToken cancellationToken)
    {
        this.folder = folder;
        this.cancellationToken = cancellationToken;
        dotNet = new DotNet(folder);
    }

    /// <summary>Walks all steps.</summary>
    /// <exception cref="StepException">A step failed.</exception>
    public async Task Run()
    {
        Terminal.Headline("An empty feed and an empty package folder");
        string? usersPackages = await dotNet.UseUsersPackages(cancellationToken);
        folder.Prepare(usersPackages);
        Terminal.Say($"All happens in {folder.Root}");
        Terminal.Say(usersPackages is not null
            ? "Your own package folder is read, for what it already has; nothing is written to it."
            : "Your own package folder is left alone. What this needs is downloaded; ONNX Runtime alone takes 400 MB on disk.");

        Terminal.Headline("ModelPack itself, packed from this clone into the feed");
        foreach (string product in Product)
        {
            await dotNet.Run(folder.Repository, ["pack", $"src/{product}", "-o", folder.Feed], [$"-p:ArtifactsPath={folder.ProductOutput}"], cancellationToken);
        }

        await Release(Sample.OldVersion, Sample.OldFeatures, "it counts single characters");
        await Release(Sample.NewVersion, Sample.NewFeatures, "it counts runs of up to three characters");
        await Serve(Sample.NewVersion, $"The service, with version {Sample.NewVersion} of the model");
        await Serve(Sample.OldVersion, $"Rollback: the service with version {Sample.OldVersion} again, by changing one number");
        Terminal.Headline("What is known of that model, from the package alone: its label");
        // Into a folder: a local tool would be remembered in the user's profile.
        await dotNet.Run(folder.Root, ["tool", "install", "ModelPack.Tool", "--tool-path", "tools"], [], cancellationToken);
        await ModelPack("inspect", $"{Sample.PackageId}@{Sample.OldVersion}", "--offline");
        await PromoteAndRollBack();
        SayWhatNext();
    }

    private async Task PromoteAndRollBack()
    {
        Terminal.Headline($"The same for many services: the alias {Sample.Alias} serves what was promoted, and goes back");
        await ModelPack("promote", $"{Sample.PackageId}@{Sample.OldVersion}", "--to", Sample.Stage, "--reason", "the first", "--source", "quickstart");
        await ModelPack("promote", $"{Sample.PackageId}@{Sample.NewVersion}", "--to", Sample.Stage, "--reason", "it tells more languages apart", "--source", "quickstart");
        await ModelPack("rollback", Sample.Alias, "--reason", "wrong answers since 17:40", "--source", "quickstart");
        await ModelPack("versions", Sample.PackageId, "--source", "quickstart");
        await ModelPack("log", Sample.PackageId, "--source", "quickstart");
    }

    private Task ModelPack(params string[] arguments) => dotNet.RunTool(folder.Root, Path.Combine("tools", "dotnet-modelpack"), arguments, cancellationToken);

    private async Task Release(string version, string features, string what)
    {
        Terminal.Headline($"A model that detects the language of a text, version {version} ({what}): train, pack, push");
        await dotNet.Run(folder.Samples, ["run", "--project", Sample.Trainer, "--", "--output", Sample.Model, "--features", features], [], cancellationToken);
        await dotNet.Run(folder.Samples, ["pack", Sample.Model, $"-p:Version={version}", "-o", "../packed"], [], cancellationToken);
        await dotNet.Run(folder.Samples, ["nuget", "push", $"../packed/{Sample.PackageId}.{version}.nupkg", "--source", "quickstart"], [], cancellationToken);
    }

    private async Task Serve(string version, string headline)
    {
        Terminal.Headline(headline);
        Terminal.Say($"In {Sample.ServiceProject}: {folder.SetProperty(Sample.ServiceProject, Sample.VersionProperty, version)}");
        await dotNet.Run(folder.Samples, ["build", Sample.Service], [], cancellationToken);
        await using RunningService service = await RunningService.Start(dotNet, folder.Samples, cancellationToken);

        foreach (string text in Sample.Texts)
        {
            JsonObject question = new() { ["text"] = text };
            JsonNode answer = await service.Post("detect", question, cancellationToken);
            Terminal.Say($"POST /detect {Inline(question)}");
            Terminal.Say($"  => {Inline(answer)}");
        }

        JsonNode model = await service.Get("model", cancellationToken);
        string served = (string?)model["version"] ?? "";
        if (served != version)
        {
            throw new StepException($"The service should run version {version} of the model but says that it runs '{served}'.");
        }

        Terminal.Say("Which model is this? GET /model");
        foreach (string line in model.ToJsonString(ManyLines).Split('\n'))
        {
            Terminal.Say("  " + line.TrimEnd('\r'));
        }
    }

    private static string Inline(JsonNode node) => node.ToJsonString(OneLine);

    private void SayWhatNext()
    {
        Terminal.Headline("Try next");
        string templates = Path.GetFileName(Directory.EnumerateFiles(folder.Feed, "ModelPack.Templates.*.nupkg").Single());
        Terminal.Say($"Go to {folder.Root}: what you build there uses its feed and its package folder, too.");
        Terminal.Say($"- Hold the other version against the G7's list: tools/dotnet-modelpack inspect packed/{Sample.PackageId}.{Sample.NewVersion}.nupkg --checklist g7");
        Terminal.Say($"- Change the version in samples/{Sample.ServiceProject} back to {Sample.NewVersion}: dotnet run --project samples/{Sample.Service}");
        Terminal.Say($"- Pack a model of your own: dotnet new install feed/{templates}");
        Terminal.Say("                             dotnet new modelpack -n My.Model, copy your .onnx file into it");
        Terminal.Say("                             dotnet pack My.Model -o feed");
        Terminal.Say("                             dotnet new modelpack-service -n My.Service --model My.Model");
        Terminal.Say("                             dotnet run --project My.Service");
        Terminal.Say("- README.md of the clone has the rest.");
    }
}
