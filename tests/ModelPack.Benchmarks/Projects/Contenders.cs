using ModelPack.Benchmarks.Models;
using ModelPack.Benchmarks.Processes;
using ModelPack.Testing;

namespace ModelPack.Benchmarks.Projects;

/// <summary>The model of a run, and the ways to bring it to a service that are compared.</summary>
internal sealed class Contenders
{
    private const string ModelId = "Contoso.Large";
    private const string ExactId = "Contoso.Exact";
    private const string StockId = "Stock.Large";

    private readonly BenchFolder _bench;
    private readonly MeasuringRunner _commands;
    private readonly string _emptyProject;

    public Contenders(BenchFolder bench, ModelSpec spec)
    {
        _bench = bench;
        _commands = new MeasuringRunner(bench.Root, bench.AuthorPackages, Path.Combine(bench.Root, "no-store"), bench.Log);
        Model = new GeneratedModel(spec, bench.Model);
        WritePrompt("You are helpful.");
        File.WriteAllText(Path.Combine(bench.Model, "labels.txt"), "negative\npositive\n");
        File.WriteAllText(Path.Combine(bench.Model, "MODEL_CARD.md"), "# A model\n");

        string stock = Write("stock/Stock.Large.csproj", ProjectTexts.Content(StockId, "../model/**/*", "../model/obj/**;../model/bin/**;../model/*.csproj"));
        string ours = Write("model/Contoso.Large.csproj", ProjectTexts.Model(ModelId));
        _emptyProject = Write("empty/Empty.csproj", ProjectTexts.Content("Empty", "../model/labels.txt"));
        Stock = new Contender(bench, "stock", stock, "Path.Combine(AppContext.BaseDirectory, \"models\", \"model.onnx\")", version => Service(StockId, version));
        Ours = new Contender(bench, "modelpack", ours, Load(ModelId), version => Service(ModelId, version));
        // The same project under another name, so that its package has another id and layout.
        Exact = new Contender(bench, "exact", ours, Load(ExactId), version => Service(ExactId, version), $"-p:PackageId={ExactId}", "-p:ModelPackLayout=Exact");
        Bare = new Contender(bench, "bare", null, "args[0]", _ => ProjectTexts.Service(""));
    }

    /// <summary>The model.</summary>
    public GeneratedModel Model { get; }

    /// <summary>A package made with what the .NET SDK has.</summary>
    public Contender Stock { get; }

    /// <summary>A package of ours.</summary>
    public Contender Ours { get; }

    /// <summary>A package of ours whose weights are the author's files.</summary>
    public Contender Exact { get; }

    /// <summary>No package: the service takes the path of the model.</summary>
    public Contender Bare { get; }

    /// <summary>Changes the prompt.</summary>
    public void WritePrompt(string text)
    {
        string path = Path.Combine(_bench.Model, "prompts", "system.md");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    /// <summary>Copies the model's files.</summary>
    public async Task<MeasuredCommand> Copy(CancellationToken cancellationToken)
    {
        string target = Directory.CreateDirectory(Path.Combine(_bench.Root, "copy")).FullName;
        Disk.Settle();
        MeasuredCommand copy = await _commands.Run(_bench.Model, "cp", ["-r", .. Model.Files, "prompts", "labels.txt", target], cancellationToken);
        Disk.Delete(target);
        return copy;
    }

    /// <summary>Packs a project that holds a small file.</summary>
    public Task<MeasuredCommand> PackEmpty(CancellationToken cancellationToken)
    {
        string folder = Path.GetDirectoryName(_emptyProject)!;
        string output = Path.Combine(folder, "packed");
        Disk.Delete(output, Path.Combine(folder, "obj"), Path.Combine(folder, "bin"));
        Disk.Settle();
        return _commands.Run(folder, DotNet.HostPath, ["pack", Path.GetFileName(_emptyProject), "-o", output], cancellationToken);
    }

    private static string Load(string id) => $"ModelPack.ModelPackage.Load(\"{id}\").GetPrimaryModelPath()";

    private static string Service(string id, string version) => ProjectTexts.Service($"<PackageReference Include=\"{id}\" Version=\"{version}\" />");

    private string Write(string relative, string text)
    {
        string path = Path.Combine(_bench.Root, relative);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }
}
