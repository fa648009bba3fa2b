using System.Text.Json;
using ModelPack.EndToEnd.Tests.Consuming;
using ModelPack.EndToEnd.Tests.Tool;

namespace ModelPack.EndToEnd.Tests.RequiredStage;

/// <summary>Services whose models are promoted with the installed tool.</summary>
internal sealed class PromotedWorkspace : IDisposable
{
    /// <summary>The alias for production.</summary>
    public const string Alias = PackedModels.Sentiment + ".Production";

    private readonly InstalledTool tool;

    private PromotedWorkspace(ConsumerWorkspace consumer, InstalledTool tool)
    {
        Consumer = consumer;
        this.tool = tool;
    }

    public ConsumerWorkspace Consumer { get; }

    public Workspace Workspace => Consumer.Workspace;

    public static async Task<PromotedWorkspace> Create(PackedModels models, InstalledTool tool) => new(await ConsumerWorkspace.Create(models), tool);

    /// <summary>Runs <c>dotnet modelpack</c>, which must succeed.</summary>
    public async Task<JsonElement> Tool(params IEnumerable<string> arguments) =>
        ToolWorkspace.Json((await Workspace.Commands.Run(".", await tool.Command, [.. arguments, "--source", "test", "--actor", "carol", "--json"])).ShouldSucceed());

    /// <summary>Promotes a version of the model.</summary>
    public Task<JsonElement> Promote(string version, string stage = "Production", string id = PackedModels.Sentiment) => Tool("promote", $"{id}@{version}", "--to", stage);

    public Task<CommandResult> Build(params IEnumerable<string> arguments) => Consumer.DotNet("app", ["build", .. arguments]);

    /// <summary>Packs a library without code into the feed.</summary>
    public async Task PackLibrary(string id, string version, string items)
    {
        Consumer.Library(id, items, $"<Version>{version}</Version>");
        (await Consumer.DotNet(id, "pack", "-o", Workspace.Feed.Folder)).ShouldSucceed();
    }

    public void Dispose() => Consumer.Dispose();
}
