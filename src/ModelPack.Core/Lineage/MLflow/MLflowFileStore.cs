using ModelPack.Core.Diagnostics;
using ModelPack.Core.Lineage.Data;

namespace ModelPack.Core.Lineage.MLflow;

/// <summary>Reads a file store, <c>mlruns/</c>: finds the run, the models that it logged, and where the registry has them.</summary>
internal sealed class MLflowFileStore(LineageSource source, string root)
{
    /// <summary>Names in an experiment's folder, or the store's, that are no runs or experiments.</summary>
    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal) { ".trash", "models", "tags", "datasets", "traces" };

    private readonly Dictionary<string, string?> _runOfModel = new(StringComparer.Ordinal);

    /// <summary>Reads the run that is asked for.</summary>
    /// <param name="facts">Takes what it says.</param>
    /// <param name="query">What is wanted.</param>
    /// <param name="folder">The folder of the run, where that is known already.</param>
    public void Read(ImportedFacts facts, MLflowQuery query, string? folder = null)
    {
        (List<MLflowVersion> versions, List<MLflowPrompt> prompts) = new MLflowRegistryFolder(source, Path.Combine(root, "models")).Read();
        MLflowLinks links = new(versions, RunOfModel);
        MLflowSnapshot snapshot = new();
        MLflowVersion? wanted = query.Find(versions);
        if (query.Model is { } model && wanted is null)
        {
            throw MLflowProblems.NoModel(source, model, versions.Select(version => $"{version.Name}/{version.Version}"));
        }

        string? run = wanted is null ? query.Run : links.RunOf(wanted);
        if (folder is null && (wanted is null || run is not null))
        {
            folder = Choose(query with { Run = run }, snapshot, wanted);
        }

        // Only what is read from here on is what the facts rest on.
        source.Files.Forget();
        if (folder is not null)
        {
            snapshot.Run = new MLflowRunFolder(source, folder).Read();
            List<MLflowModelFile> models = Models(folder, snapshot.Run);
            if (models.OrderBy(file => file.Created, StringComparer.Ordinal).LastOrDefault() is { } logged)
            {
                logged.AddTo(facts);
            }

            snapshot.Prompts = MLflowPrompts.Of(snapshot.Run, models.SelectMany(file => file.Prompts), prompts);
        }
        else
        {
            facts.AddMissing($"run of {query.Model}");
        }

        snapshot.Versions = [.. (wanted is null ? Enumerable.Empty<MLflowVersion>() : [wanted]).Concat(snapshot.Run is null ? [] : links.VersionsOf(snapshot.Run)).Distinct()];
        new MLflowRegistryFolder(source, Path.Combine(root, "models")).Note(snapshot.Versions);
        MLflowFacts.Add(source, facts, snapshot);
    }

    /// <summary>The folder of the wanted run, else of the newest active one.</summary>
    private string? Choose(MLflowQuery query, MLflowSnapshot snapshot, MLflowVersion? wanted)
    {
        List<(string Folder, string Id, string? Name, long Start)> runs = [];
        foreach (string experiment in Experiments(query))
        {
            foreach (string name in source.Files.Names(experiment).Where(name => !Reserved.Contains(name)))
            {
                source.CancellationToken.ThrowIfCancellationRequested();
                string folder = Path.Combine(experiment, name);
                if (Directory.Exists(folder) && MLflowRunFolder.Meta(source, folder) is { } meta && MLflowRun.IdOf(meta) is { } id && meta.String("lifecycle_stage") is null or "active")
                {
                    runs.Add((folder, id, meta.String("run_name"), meta.Integer("start_time") ?? 0));
                }
            }
        }

        List<(string Folder, string Id, string? Name, long Start)> found = [.. runs.Where(run => query.WantsRun(run.Id, run.Name)).OrderByDescending(run => run.Start).ThenBy(run => run.Id, StringComparer.Ordinal)];
        if (found.Count == 0)
        {
            return wanted is not null ? null : throw MLflowProblems.NoRun(source, query, runs.Select(run => run.Name ?? run.Id));
        }

        snapshot.Candidates = query.Run == found[0].Id ? 1 : found.Count;
        return found[0].Folder;
    }

    private IEnumerable<string> Experiments(MLflowQuery query)
    {
        if (MLflowRunFolder.Meta(source, root) is { } own && own.String("experiment_id") is not null)
        {
            yield return root;
            yield break;
        }

        foreach (string name in source.Files.Names(root).Where(name => !Reserved.Contains(name)))
        {
            string folder = Path.Combine(root, name);
            if (Directory.Exists(folder) && MLflowRunFolder.Meta(source, folder) is { } meta && meta.String("lifecycle_stage") is null or "active" && query.WantsExperiment(meta.String("experiment_id"), meta.String("name")))
            {
                yield return folder;
            }
        }
    }

    /// <summary>The models of a run: of MLflow 3 beside the runs of the experiment, of MLflow 2 among the run's artifacts.</summary>
    private List<MLflowModelFile> Models(string folder, MLflowRun run)
    {
        List<string> folders = [.. run.Models.Select(model => Path.Combine(Path.GetDirectoryName(folder)!, "models", model, "artifacts"))];
        string artifacts = Path.Combine(folder, "artifacts");
        folders.AddRange(source.Files.Names(artifacts).Select(name => Path.Combine(artifacts, name)));
        return [.. folders.Select(place => Path.Combine(place, MLflowModelFile.FileName)).Where(source.Files.Exists).Select(path => new MLflowModelFile(source, path))];
    }

    private string? RunOfModel(string model)
    {
        if (!_runOfModel.TryGetValue(model, out string? run))
        {
            foreach (string name in source.Files.Names(root).Where(name => !Reserved.Contains(name)))
            {
                if (MLflowRunFolder.Meta(source, Path.Combine(root, name, "models", model)) is { } meta)
                {
                    run = meta.String("source_run_id");
                    break;
                }
            }

            _runOfModel[model] = run;
        }

        return run;
    }
}
