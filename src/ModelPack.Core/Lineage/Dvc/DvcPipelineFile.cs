using ModelPack.Core.Lineage.Data;

namespace ModelPack.Core.Lineage.Dvc;

/// <summary>What <c>dvc.yaml</c> says that the lock does not: folders of stages, which outputs are metrics, named artifacts.</summary>
internal sealed class DvcPipelineFile
{
    /// <summary>Metrics files, and artifacts: more than any pipeline has.</summary>
    private const int Most = 1000;

    private readonly Dictionary<string, string> _folders = new(StringComparer.Ordinal);
    private readonly List<string> _metrics = [];
    private readonly List<KeyValuePair<string, DataNode>> _artifacts = [];
    private string _folder = "";

    private DvcPipelineFile()
    {
    }

    /// <summary>Whether there is such a file.</summary>
    public bool Exists { get; private set; }

    /// <summary>Full paths of the metrics files.</summary>
    public IReadOnlyList<string> Metrics => _metrics;

    /// <summary>Reads the file, where there is one.</summary>
    public static DvcPipelineFile Read(LineageSource source, string path)
    {
        DvcPipelineFile file = new() { _folder = Path.GetDirectoryName(path)! };
        if (!source.Files.Exists(path))
        {
            return file;
        }

        file.Exists = true;
        DataNode? root = source.Files.Yaml(path, "a DVC pipeline", new DataStreams().On("stages", (name, stage) => file.Stage(name, stage["do"] ?? stage)));
        foreach (DataNode metric in root?["metrics"]?.Items ?? [])
        {
            file.Metric(metric, file._folder);
        }

        file._artifacts.AddRange((root?["artifacts"]?.Pairs ?? []).Take(Most));
        return file;
    }

    /// <summary>The folder that the paths of a stage are relative to.</summary>
    /// <param name="stage">The stage's name, with what <c>foreach</c> adds.</param>
    public string FolderOf(string stage) => _folders.GetValueOrDefault(stage.Split('@', 2)[0], _folder);

    /// <summary>Adds the named artifacts: DVC's model registry.</summary>
    public void AddTo(ImportedFacts facts, DvcRepository repository)
    {
        foreach ((string name, DataNode artifact) in _artifacts)
        {
            if (artifact.String("type") == "model")
            {
                facts.Registry.Add(new ModelRegistration { Registry = "DVC", Name = name, Description = artifact.String("desc") });
                facts.Architecture.Tags ??= artifact.Strings("labels").ToList() is { Count: > 0 } labels ? labels : null;
            }
            else if (artifact.String("path") is { } path && facts.Data.Find(data => data.Name == repository.Name(path, _folder)) is { } data)
            {
                data.Description ??= artifact.String("desc");
            }
        }
    }

    private void Stage(string name, DataNode stage)
    {
        string folder = stage.String("wdir") is { } own && !IsTemplate(own) && LineageSource.FullPath(own, _folder) is { } full ? full : _folder;
        _folders[name] = folder;
        foreach (DataNode metric in stage["metrics"]?.Items ?? [])
        {
            Metric(metric, folder);
        }
    }

    /// <summary>A path, or a map from the path to its settings.</summary>
    private void Metric(DataNode metric, string folder)
    {
        string path = metric.Kind == DataKind.Map && metric.Pairs.Count > 0 ? metric.Pairs[0].Key : metric.Text;
        if (path.Length > 0 && !IsTemplate(path) && LineageSource.FullPath(path, folder) is { } full && _metrics.Count < Most && !_metrics.Contains(full))
        {
            _metrics.Add(full);
        }
    }

    private static bool IsTemplate(string text) => text.Contains("${", StringComparison.Ordinal);
}
