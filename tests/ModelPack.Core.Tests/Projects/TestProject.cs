using ModelPack.Core.Diagnostics;
using ModelPack.Core.Layout;
using ModelPack.Core.Packing;
using ModelPack.Core.Packing.Payloads;
using ModelPack.Core.Projects;

namespace ModelPack.Core.Tests.Projects;

/// <summary>A model project in a folder of its own, without MSBuild and without runs.</summary>
internal sealed class TestProject : IDisposable
{
    private readonly List<ModelItem> items = [];

    public TestProject()
    {
        Directory.CreateDirectory(Folder["p"]);
        Folder.Write("p/p.csproj", "<Project />");
    }

    public TempFolder Folder { get; } = new();

    public string ProjectFile => Folder["p/p.csproj"];

    public string StateFolder => Folder["p/obj/modelpack/"];

    public string Id { get; set; } = "Contoso.Model";

    public bool AllowPickle { get; set; }

    public ModelPack.Core.Lineage.LineageOptions Lineage { get; set; } = new();

    /// <summary>What the last build told.</summary>
    public IReadOnlyList<Problem> LastProblems { get; private set; } = [];

    /// <summary>What the last build told of lineage.</summary>
    public IReadOnlyList<Problem> LineageProblems => [.. LastProblems.Where(problem => problem.Code.StartsWith("MP3", StringComparison.Ordinal))];

    /// <summary>Inline limit and shard size, for tests of large files; none are laid out without.</summary>
    public (long Inline, long Shard)? Limits { get; set; }

    public long PayloadLimit { get; set; } = 262_144_000;

    /// <summary><c>ModelPackLayout</c>.</summary>
    public FileLayout? DefaultLayout { get; set; }

    public PayloadIdentity Identity { get; set; } = new("Contoso");

    public PayloadSettings? Payloads => Limits is { } limits ? new PayloadSettings(new LayoutOptions(limits.Inline, limits.Shard, PayloadLimit), Identity, DefaultLayout) : null;

    /// <summary>Where payload packages go.</summary>
    public string Output => Folder["out"];

    public BuildState State => new(StateFolder);

    /// <summary>Writes a file of the project and includes it.</summary>
    public string Add(ModelItemKind kind, string path, byte[] content, params (string Name, string Value)[] metadata)
    {
        string full = Folder.Write("p/" + path, content);
        Include(kind, path, metadata);
        return full;
    }

    public string Add(ModelItemKind kind, string path, string content, params (string Name, string Value)[] metadata) =>
        Add(kind, path, System.Text.Encoding.UTF8.GetBytes(content), metadata);

    public void Include(ModelItemKind kind, string include, params (string Name, string Value)[] metadata) => items.Add(new ModelItem(
        kind,
        include,
        Path.GetFullPath(include, Folder["p"]),
        "",
        metadata.ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.OrdinalIgnoreCase)));

    public void Remove(string include) => items.RemoveAll(item => item.Include == include);

    public ModelProject ToProject() => new() { ProjectFile = ProjectFile, StateFolder = StateFolder, Id = Id, Version = "1.0.0", Items = [.. items], Validate = false, AllowPickle = AllowPickle, Lineage = Lineage };

    public ModelBuildResult Build()
    {
        ModelBuildResult result = ModelBuild.Run(ToProject(), TestContext.Current.CancellationToken);
        LastProblems = result.Problems;
        return result;
    }

    public ModelManifest BuildManifest()
    {
        ModelBuildResult result = Build();
        Assert.True(result.Succeeded, string.Join("\n", result.Problems));
        return ModelManifest.Load(State.Manifest);
    }

    /// <summary>Builds, expecting exactly one error, and returns it.</summary>
    public Problem BuildError()
    {
        ModelBuildResult result = Build();
        Assert.False(result.Succeeded);
        return Assert.Single(result.Problems, problem => problem.Severity == ProblemSeverity.Error);
    }

    /// <summary>Lays out the package; <paramref name="meanwhile"/> runs when the files were found to be those of the build.</summary>
    public PackagePreparation Prepare(bool noBuild = false, long? epoch = null, Action? meanwhile = null) => PackageStage.Prepare(
        new PackageRequest { ProjectFile = ProjectFile, StateFolder = StateFolder, Id = Id, Version = "1.0.0", NoBuild = noBuild, Readme = "README.md", SourceDateEpoch = epoch, OutputFolder = Output, Payloads = Payloads },
        meanwhile ?? (() => { }),
        TestContext.Current.CancellationToken);

    public string Staged(string path) => Path.Combine(StateFolder, "package", path);

    public void Dispose() => Folder.Dispose();
}
