using ModelPack.Core.Diagnostics;
using ModelPack.Core.Layout;
using ModelPack.Core.Projects;

namespace ModelPack.Validator.Tests.Projects;

/// <summary>A model project whose models are run in the real runtime, without MSBuild.</summary>
internal sealed class RealProject : IDisposable
{
    private readonly List<ModelItem> _items = [];

    public RealProject() => Folder.Write("p/p.csproj", "<Project />");

    public TempFolder Folder { get; } = new("project");

    public string[] Runtimes { get; init; } = [ValidatorFixture.Newest];

    public string[] ExecutionProviders { get; init; } = [];

    public string[] CustomOps { get; init; } = [];

    public long InlineLimit { get; init; } = 16 << 20;

    public string Add(ModelItemKind kind, string path, byte[] content, string? layout = null)
    {
        string full = Folder.Write("p/" + path, content);
        Dictionary<string, string> metadata = new(StringComparer.OrdinalIgnoreCase);
        if (layout is not null)
        {
            metadata["Layout"] = layout;
        }

        _items.Add(new ModelItem(kind, path, full, "", metadata));
        return full;
    }

    public string Add(ModelItemKind kind, string path, string content) => Add(kind, path, System.Text.Encoding.UTF8.GetBytes(content));

    /// <summary>Includes a file from elsewhere.</summary>
    public void Include(ModelItemKind kind, string path, params (string Name, string Value)[] metadata) =>
        _items.Add(new ModelItem(kind, path, path, "", metadata.ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.OrdinalIgnoreCase)));

    public ModelProject ToProject() => new()
    {
        ProjectFile = Folder["p/p.csproj"],
        StateFolder = Folder["p/obj/modelpack/"],
        Id = "Contoso.Model",
        Version = "1.0.0",
        Items = [.. _items],
        OnnxRuntimes = [.. Runtimes.Select(version => new OnnxRuntimePackage(version, ValidatorFixture.PackageFolder(version)))],
        ExecutionProviders = ExecutionProviders,
        CustomOps = CustomOps,
        LayoutOptions = new LayoutOptions(InlineLimit, 128 << 20, 262_144_000) { SmallFile = Math.Min(InlineLimit, 64 << 10) },
        ValidatorAssembly = ValidatorFixture.ValidatorAssembly,
        DotNetHost = ValidatorFixture.Options.DotNetHostPath,
    };

    public ModelBuildResult Build() => ModelBuild.Run(ToProject(), TestContext.Current.CancellationToken);

    public ModelBuildResult Record(bool overwrite = false) => SampleRecorder.Run(ToProject(), overwrite, TestContext.Current.CancellationToken);

    /// <summary>Builds without errors and gives the model's proofs.</summary>
    public IReadOnlyList<ModelValidation> Prove()
    {
        ModelBuildResult result = Build();
        Assert.True(result.Succeeded, string.Join("\n", result.Problems));
        return Assert.Single(ModelManifest.Load(Folder["p/obj/modelpack/modelpack.json"]).Models).Validations!;
    }

    public Problem Fail()
    {
        ModelBuildResult result = Build();
        Assert.False(result.Succeeded);
        return Assert.Single(result.Problems, problem => problem.Severity == ProblemSeverity.Error);
    }

    public void Dispose() => Folder.Dispose();
}
