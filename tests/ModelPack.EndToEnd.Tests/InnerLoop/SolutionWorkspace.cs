using ModelPack.EndToEnd.Tests.Consuming;

namespace ModelPack.EndToEnd.Tests.InnerLoop;

/// <summary>A solution of a model project, a library below it, and a service.</summary>
internal sealed class SolutionWorkspace : IDisposable
{
    public const string Bin = "app/bin/Debug/net10.0";
    public const string Models = Bin + "/models/" + PackedModels.Sentiment;
    public const string ToModel = """<ProjectReference Include="../model/model.csproj" />""";
    public const string ToLibrary = """<ProjectReference Include="../lib/lib.csproj" />""";

    private SolutionWorkspace(ConsumerWorkspace consumer)
    {
        Consumer = consumer;
    }

    public ConsumerWorkspace Consumer { get; }

    public Workspace Workspace => Consumer.Workspace;

    public static async Task<SolutionWorkspace> Create(string service = ToLibrary)
    {
        SolutionWorkspace solution = new(await ConsumerWorkspace.Create());
        solution.Workspace.Write("model/model.csproj", PackedModels.Project(PackedModels.Sentiment, "2.0.0"));
        PackedModels.WriteSentiment(solution.Workspace, "model", 1);
        solution.Consumer.Library("lib", ToModel, "<Version>5.0.0</Version>");
        solution.Consumer.Service(service);
        solution.Workspace.Write("All.slnx", """<Solution><Project Path="app/app.csproj" /><Project Path="lib/lib.csproj" /><Project Path="model/model.csproj" /></Solution>""");
        return solution;
    }

    /// <summary>Changes the weights as a training run would, in place; size and time may stay as they were.</summary>
    public void Train(float constant, bool keepTime = false)
    {
        string[] files = [Workspace["model/head/head.onnx"], Workspace["model/weights.bin"]];
        DateTime[] times = [.. files.Select(file => File.GetLastWriteTimeUtc(file))];
        PackedModels.WriteSentiment(Workspace, "model", constant);
        for (int i = 0; keepTime && i < files.Length; i++)
        {
            File.SetLastWriteTimeUtc(files[i], times[i]);
        }
    }

    public async Task ShouldHoldTheAuthorsFiles(string folder = Models)
    {
        string[] files = ["bias.bin", "head/head.onnx", "model.onnx", "vocab.txt", "weights.bin"];
        Assert.Equal([.. files.Append("modelpack.json").Order(StringComparer.Ordinal)], Workspace.Files(folder));
        foreach (string file in files)
        {
            byte[] expected = await File.ReadAllBytesAsync(Workspace["model/" + file], TestContext.Current.CancellationToken);
            byte[] actual = await File.ReadAllBytesAsync(Workspace[$"{folder}/{file}"], TestContext.Current.CancellationToken);
            Assert.True(expected.AsSpan().SequenceEqual(actual), $"'{file}' is not the author's");
        }
    }

    public ModelManifest Manifest(string folder = Models) => ModelManifest.Load(Workspace[$"{folder}/modelpack.json"]);

    public void Dispose() => Consumer.Dispose();
}
