using ModelPack.Core.Content;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Inputs;
using ModelPack.Core.Lineage;
using ModelPack.Core.Lineage.Checks;
using ModelPack.Core.Lineage.Merging;
using ModelPack.Core.Projects;

namespace ModelPack.Core.Manifests;

/// <summary>Writes down what a project and its files say. What the repository says is added when the package is made.</summary>
public sealed class ManifestBuilder
{
    private readonly ModelProject _project;
    private readonly CollectedFiles _collected;
    private readonly IReadOnlyDictionary<string, string> _digests;
    private readonly ICollection<Problem> _problems;

    /// <summary>Prepares a manifest.</summary>
    /// <param name="project">The project.</param>
    /// <param name="collected">Its files.</param>
    /// <param name="digests">The SHA-256 by full path, of every collected file.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public ManifestBuilder(ModelProject project, CollectedFiles collected, IReadOnlyDictionary<string, string> digests, ICollection<Problem> problems)
    {
        _project = project;
        _collected = collected;
        _digests = digests;
        _problems = problems;
    }

    /// <summary>Builds the manifest, without proofs.</summary>
    /// <param name="imports">What lineage sources said.</param>
    /// <param name="datasets">The data sets.</param>
    public ModelManifest Build(IReadOnlyList<ImportedFacts> imports, IReadOnlyList<ModelDataset> datasets)
    {
        FactMerge merge = FactMerge.Of(imports, _project.ProjectFile);
        ManifestItems items = new(_project, merge, _problems);
        ModelManifest manifest = new()
        {
            Id = _project.Id,
            Version = _project.Version,
            ToolVersion = ModelPackVersion.Text,
            Producer = _project.Statements.Producer,
            Description = _project.Description,
            License = items.License(),
            Files = [.. _collected.Files.Where(file => file.Pack).Select(File)],
            Models = ModelEntries.Of(_collected.Models, _problems),
            Data = NullIfEmpty(items.Data(datasets)),
            Metrics = NullIfEmpty(items.Metrics()),
            Configuration = items.Configuration(),
            Training = items.Training(),
            Prompts = NullIfEmpty([.. Documents(ModelItemKind.Prompt) ?? [], .. merge.Facts.Prompts]),
            Retrieval = Documents(ModelItemKind.Retrieval),
            Evaluation = Documents(ModelItemKind.Evaluation),
            Endpoints = NullIfEmpty(items.Endpoints()),
            Parts = NullIfEmpty(items.Parts()),
            Card = _collected.Card is { } card ? Document(card) : null,
            ApplicationArea = _project.Statements.ApplicationArea,
            IntendedUse = _project.IntendedUse,
            OutOfScopeUse = _project.OutOfScopeUse,
            Limitations = _project.Limitations,
            DataFlow = _project.Statements.DataFlow,
            InputOutput = _project.Statements.InputOutput,
            DataUsage = _project.Statements.DataUsage,
            Software = _project.Statements.Software,
            Hardware = _project.Statements.Hardware,
            Security = NullIfBlank(items.Security()),
            ProjectUrl = items.ProjectUrl(),
            Code = _project.TrainingEntryPoint is { } entryPoint ? new ModelCode { TrainingEntryPoint = entryPoint } : null,
            TrainingCode = NullIfBlank(merge.Facts.Code),
            Environment = NullIfBlank(merge.Facts.Environment),
            Architecture = NullIfBlank(items.Architecture()),
            BaseModel = NullIfEmpty(items.BaseModels()),
            Pipeline = NullIfEmpty(merge.Facts.Pipeline),
            Registry = NullIfEmpty(merge.Facts.Registry),
        };
        for (int i = 0; i < merge.Sources.Count; i++)
        {
            merge.Sources[i].Source.Facts = merge.Origins.Of(i);
        }

        StatedSecrets.Mask(manifest, _project.ProjectFile, _problems);
        manifest.Lineage = NullIfEmpty(merge.Sources.Select(source => source.Source));
        manifest.Digest = ModelDigest.Compute(manifest.Files);
        merge.Contradictions.Report(_problems, _project.Lineage.Strict);
        if (_project.Lineage.Strict)
        {
            PinnedRequirements.Check(merge.Facts.Environment, _project.ProjectFile, _problems);
        }

        RequiredLineage.Check(manifest, _project, _problems);
        return manifest;
    }

    /// <summary>An object of the manifest, unless it says nothing.</summary>
    private static T? NullIfBlank<T>(T section)
        where T : class => section switch
        {
            ModelCode { Repository: null, Commit: null, Branch: null, Tag: null, Dirty: null, TrainingEntryPoint: null, Files: null, DirtyFiles: null } => null,
            ModelEnvironment { Language: null, OperatingSystem: null, LockFile: null, Packages: null, Unpinned: null } => null,
            ModelArchitecture { Name: null, Family: null, Task: null, Framework: null, ParameterSize: null, Precision: null, Quantization: null, Explainability: null, Autonomy: null, Languages: null, Tags: null } => null,
            ModelSecurity { Controls: null, Compliance: null, PolicyUrl: null, VulnerabilitiesUrl: null } => null,
            _ => section,
        };

    private static List<T>? NullIfEmpty<T>(IEnumerable<T> values) => values.ToList() is { Count: > 0 } list ? list : null;

    private ModelFile File(InputFile file) => new()
    {
        Path = file.TargetPath,
        Role = file.Role,
        MediaType = MediaTypes.Of(file.TargetPath),
        Size = file.Size,
        Sha256 = _digests[file.FullPath],
        Materialize = file.Materialize,
    };

    private ModelDocument Document(InputFile file) => new()
    {
        Path = file.Pack ? file.TargetPath : Relative(file.FullPath),
        Role = file.Item.Get("Role"),
        Sha256 = _digests[file.FullPath],
        Size = file.Size,
        Sensitivity = file.Item.Get("Sensitivity"),
        Packed = file.Pack,
    };

    private List<ModelDocument>? Documents(ModelItemKind kind) => NullIfEmpty(_collected.Files.Where(file => file.Item.Kind == kind).Select(Document));

    private string Relative(string path) => Path.GetRelativePath(_project.ProjectFolder, path).Replace('\\', '/');
}
