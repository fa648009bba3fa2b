using ModelPack.EndToEnd.Tests.Consuming;

namespace ModelPack.EndToEnd.Tests.Publishing;

/// <summary>A service of the package and the same service of the model project, published again and again; so each runtime pack is downloaded once.</summary>
public sealed class PublishWorkspace : IDisposable
{
    private readonly Lazy<Task<ConsumerWorkspace>> consumer;

    public PublishWorkspace(PackedModels models)
    {
        consumer = new(() => Create(models));
    }

    internal Task<ConsumerWorkspace> Consumer => consumer.Value;

    public void Dispose()
    {
        if (consumer.IsValueCreated && consumer.Value.IsCompletedSuccessfully)
        {
            consumer.Value.Result.Dispose();
        }
    }

    private static async Task<ConsumerWorkspace> Create(PackedModels models)
    {
        ConsumerWorkspace workspace = await ConsumerWorkspace.Create(models);
        workspace.Service(ConsumerWorkspace.Reference("1.0.0"), folder: "package");
        workspace.Workspace.Write("model/model.csproj", PackedModels.Project(PackedModels.Sentiment));
        PackedModels.WriteSentiment(workspace.Workspace, "model", 1);
        workspace.Workspace.Write("model/old/labels.txt", "good\nbad\n");
        workspace.Workspace.Write("model/evaluation/answers.csv", "text,label\n");
        workspace.Workspace.Write("model/samples/one.json", """{ "inputs": { "x": [[0, 0]] } }""");
        workspace.Library("library", """<ProjectReference Include="../model/model.csproj" />""");
        workspace.Service("""<ProjectReference Include="../library/library.csproj" />""", folder: "project");
        return workspace;
    }
}
