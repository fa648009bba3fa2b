using System.Globalization;
using ModelPack.Core.Lineage.Checks;
using ModelPack.Core.Lineage.Data;

namespace ModelPack.Core.Lineage.Dvc;

/// <summary>Reads <c>dvc.lock</c>: the steps that made the model, as they ran last.</summary>
internal sealed class DvcLock(LineageSource source, ImportedFacts facts, DvcRepository repository, DvcPipelineFile pipeline)
{
    private const string Expected = "a DVC lock file";

    /// <summary>More than a person reads; the lock itself has the rest.</summary>
    private const int MaximumReferences = 2000;
    private const int MaximumStages = 500;
    private const int MaximumData = 1000;

    private readonly Dictionary<string, (DataNode Node, string Folder)> _inputs = new(StringComparer.Ordinal);
    private readonly HashSet<string> _outputs = new(StringComparer.Ordinal);
    private string _path = "";
    private int _references;
    private int _stages;

    /// <summary>Reads a lock.</summary>
    public void Read(string path)
    {
        _path = path;
        DataNode? root = source.Files.Yaml(path, Expected, new DataStreams().On("stages", Stage));
        if (root is not null && root.Kind != DataKind.Map)
        {
            throw LineageProblems.Bad(path, root.Line, "It is no map.", Expected);
        }

        if (root?.String("schema") is { } schema && schema != "2.0")
        {
            throw LineageProblems.Version(path, root["schema"]!.Line, schema, Expected, "Update ModelPack.Sdk, or lock the pipeline with a version of DVC that writes schema 2.0.");
        }

        // Locks of DVC 1 have their stages at the top.
        foreach ((string name, DataNode stage) in root?["schema"] is null && root?.Find("stages") is null ? root?.Pairs ?? [] : [])
        {
            Stage(name, stage);
        }

        AddData();
        foreach (DataNode data in (root?["datasets"]?.Items ?? []).Take(MaximumData))
        {
            Dataset(data);
        }

        if (_stages > MaximumStages)
        {
            (facts.Source.Tags ??= new(StringComparer.Ordinal))["stages"] = _stages.ToString(CultureInfo.InvariantCulture);
        }

        facts.Source.Repository = repository.DefaultRemote is { } remote ? repository.Remotes.GetValueOrDefault(remote) : null;
    }

    private void Stage(string name, DataNode stage)
    {
        if (stage.Kind != DataKind.Map)
        {
            throw LineageProblems.Bad(_path, stage.Line, $"Stage '{name}' is no map.", Expected);
        }

        source.CancellationToken.ThrowIfCancellationRequested();
        string folder = pipeline.FolderOf(name);
        List<ModelReference> sources = [];
        ModelPipelineStage step = new() { Name = name };
        foreach (DataNode input in stage["deps"]?.Items ?? [])
        {
            Input(step, input, folder, sources);
        }

        bool ours = false;
        foreach (DataNode output in stage["outs"]?.Items ?? [])
        {
            ours |= Output(step, output, folder);
        }

        foreach ((string file, DataNode values) in stage["params"]?.Pairs ?? [])
        {
            Parameters(file, values);
        }

        if (ours)
        {
            facts.Code.TrainingEntryPoint ??= sources.FirstOrDefault()?.Path;
        }

        if (++_stages <= MaximumStages)
        {
            step.Commands = stage.Strings("cmd").ToList() is { Count: > 0 } commands ? commands : null;
            facts.Pipeline.Add(step);
        }
    }

    private void Input(ModelPipelineStage step, DataNode input, string folder, List<ModelReference> sources)
    {
        if (input.String("path") is not { } path)
        {
            return;
        }

        string name = repository.Name(path, folder);
        ModelReference reference = DvcDigest.Reference(name, input);
        if (SourceFiles.IsSource(name))
        {
            sources.Add(reference);
            facts.Code.Files ??= [];
            if (facts.Code.Files.Count < MaximumReferences && !facts.Code.Files.Exists(file => file.Path == name))
            {
                facts.Code.Files.Add(reference);
            }
        }
        else if (_inputs.Count < MaximumData * 10)
        {
            _inputs.TryAdd(name, (input, folder));
        }

        Add(step.Inputs ??= [], step, reference);
    }

    /// <returns>Whether it is packed, or holds what is packed.</returns>
    private bool Output(ModelPipelineStage step, DataNode output, string folder)
    {
        if (output.String("path") is not { } path)
        {
            return false;
        }

        string name = repository.Name(path, folder);
        _outputs.Add(name);
        Add(step.Outputs ??= [], step, DvcDigest.Reference(name, output));
        return DvcDigest.Claim(source, facts, repository, output, path, folder, _path);
    }

    private void Add(List<ModelReference> list, ModelPipelineStage step, ModelReference reference)
    {
        if (_references < MaximumReferences)
        {
            _references++;
            list.Add(reference);
        }
        else
        {
            step.Omitted = (step.Omitted ?? 0) + 1;
        }
    }

    private void Parameters(string file, DataNode values)
    {
        string prefix = file is "params.yaml" or "params.json" or "params.toml" or "params.py" ? "" : $"{file}:";
        LineageFiles.Guard(_path, Expected, () =>
        {
            Flattening.Flatten(values, (name, value) => facts.Hyperparameters[prefix + name] = value);
            return 0;
        });
    }

    /// <summary>What no stage made is where it all came from.</summary>
    private void AddData()
    {
        foreach ((string name, (DataNode node, string folder)) in _inputs.Where(input => !_outputs.Contains(input.Key)).OrderBy(input => input.Key, StringComparer.Ordinal).Take(MaximumData))
        {
            ModelDataset data = DvcDigest.Dataset(name, node, repository);
            facts.Data.Add(data);
            Describe(data, LineageSource.FullPath(node.String("path")!, folder));
        }
    }

    /// <summary>A data set that <c>dvc dataset</c> locked: of a repository by its commit, of a store by its version.</summary>
    private void Dataset(DataNode data)
    {
        if (data.String("name") is not { } name)
        {
            return;
        }

        facts.Data.Add(new ModelDataset
        {
            Name = name,
            Uri = data.String("url"),
            Version = data.String("rev_lock") ?? data.String("version") ?? data["meta"]?.String("version_id"),
            Digest = data["meta"]?.String("etag") is { } etag ? $"etag:{etag}" : null,
            Provenance = data.String("rev") is { } revision ? $"'{data.String("path") ?? name}' at {revision}" : null,
        });
    }

    /// <summary>Completes a data set by the <c>*.dvc</c> file that tracks it, or one of its folders.</summary>
    private void Describe(ModelDataset data, string? path)
    {
        for (string? tracked = path; tracked is not null && tracked.Length > repository.Root.Length && tracked.StartsWith(repository.Root, StringComparison.Ordinal); tracked = Path.GetDirectoryName(tracked))
        {
            if (source.Files.Exists(tracked + ".dvc"))
            {
                new DvcDataFile(source, facts, repository).Describe(data, tracked + ".dvc", tracked == path);
                return;
            }
        }
    }
}
