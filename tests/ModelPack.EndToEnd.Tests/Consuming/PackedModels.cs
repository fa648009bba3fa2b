using ModelPack.EndToEnd.Tests.Consuming;
using ModelPack.Testing.Onnx;

[assembly: AssemblyFixture(typeof(PackedModels))]

namespace ModelPack.EndToEnd.Tests.Consuming;

/// <summary>
/// The packages that services consume here, packed and pushed once for all tests, when the first one asks. The two versions of the model differ in nothing that
/// stock copying looks at: files of one name have equal sizes and, since packages are deterministic, equal times.
/// </summary>
public sealed class PackedModels : IDisposable
{
    /// <summary>A model of two graphs, one with its weights beside it; 1.0.0 and 1.1.0.</summary>
    public const string Sentiment = "Contoso.Sentiment";

    /// <summary>A package without weights; 1.0.0.</summary>
    public const string Labels = "Contoso.Labels";

    private readonly Lazy<Task<FolderFeed>> feed;
    private Workspace? workspace;

    public PackedModels()
    {
        feed = new(Pack);
    }

    /// <summary>The feed with the packages.</summary>
    public Task<FolderFeed> Feed => feed.Value;

    /// <summary>The project file of a model.</summary>
    public static string Project(string id, string version = "1.0.0") => $"""
        <Project Sdk="ModelPack.Sdk/{ProductPackages.Version}">
          <PropertyGroup>
            <PackageId>{id}</PackageId>
            <Version>{version}</Version>
            <Authors>Contoso</Authors>
            <ModelPackValidate>false</ModelPackValidate>
          </PropertyGroup>
        </Project>
        """;

    /// <summary>Writes the model's files, but for its project. Weights are big enough for hard links.</summary>
    public static void WriteSentiment(Workspace workspace, string folder, float constant)
    {
        ExternalModel model = TinyModels.MatMul(constant, rows: 10_000);
        workspace.Write($"{folder}/model.onnx", model.Model);
        foreach ((string name, byte[] content) in model.Files)
        {
            workspace.Write($"{folder}/{name}", content);
        }

        workspace.Write($"{folder}/head/head.onnx", TinyModels.Add(constant));
        workspace.Write($"{folder}/vocab.txt", FormattableString.Invariant($"word{constant}\n"));
    }

    public void Dispose() => workspace?.Dispose();

    private async Task<FolderFeed> Pack()
    {
        workspace = new Workspace();
        workspace.Write("sentiment/sentiment.csproj", Project(Sentiment));
        WriteSentiment(workspace, "sentiment", 1);
        workspace.Write("sentiment/old/labels.txt", "good\nbad\n");
        workspace.Write("sentiment/evaluation/answers.csv", "text,label\n");
        workspace.Write("sentiment/samples/one.json", """{ "inputs": { "x": [[0, 0]] } }""");
        await PackAndPush("sentiment", Sentiment, "1.0.0");
        WriteSentiment(workspace, "sentiment", 2);
        Directory.Move(workspace["sentiment/old"], workspace["sentiment/new"]);
        await PackAndPush("sentiment", Sentiment, "1.1.0");
        workspace.Write("labels/labels.csproj", Project(Labels));
        workspace.Write("labels/labels.txt", "positive\nnegative\n");
        await PackAndPush("labels", Labels, "1.0.0");
        return workspace.Feed;
    }

    private async Task PackAndPush(string folder, string id, string version)
    {
        (await workspace!.DotNet.Run(folder, "pack", $"-p:Version={version}", "-o", workspace["packed"])).ShouldSucceedWithoutWarnings();
        (await workspace.DotNet.Run(".", "nuget", "push", workspace[$"packed/{id}.{version}.nupkg"], "--source", workspace.Feed.Folder)).ShouldSucceed();
    }
}
