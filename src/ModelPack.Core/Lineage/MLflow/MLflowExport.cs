using System.Globalization;
using System.Text.Json;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Lineage.Data;

namespace ModelPack.Core.Lineage.MLflow;

/// <summary>
/// Reads what was written as JSON: a snapshot of a tracking server, or what mlflow-export-import writes of a run (<c>run.json</c>), or of a registered
/// model (<c>model.json</c>, <c>version.json</c>) with its run in a folder beside it.
/// </summary>
internal static class MLflowExport
{
    private const string Expected = "an exported MLflow run";

    /// <summary>Whether a file is what mlflow-export-import writes of a registered model.</summary>
    public static bool IsRegistration(LineagePath path) =>
        path.IsFile("model.json", "version.json") && path.Mentions("\"mlflow_tracking_uri\"") && (path.Mentions("\"registered_model\"") || path.Mentions("\"model_version\""));

    public static void Read(LineageSource source, ImportedFacts facts, MLflowQuery query, string path)
    {
        DataNode root = source.Files.Json(path, Expected);
        if (root.String("format") == MLflowSnapshot.FormatName)
        {
            Snapshot(source, facts, path, root);
            return;
        }

        DataNode content = root["mlflow"] ?? throw LineageProblems.Bad(path, 1, "It has no 'mlflow'.", Expected);
        MLflowVersion[] versions = content["model_version"] is { } one ? [MLflowVersion.Of(one)] : Versions(content["registered_model"]);
        if (versions.Length > 0)
        {
            Registration(source, facts, query, path, root, versions);
        }
        else
        {
            Run(source, facts, path, root, content, []);
        }
    }

    /// <summary>The versions of a registered model. Aliases are told with the model, in the newest exports without the versions.</summary>
    private static MLflowVersion[] Versions(DataNode? model)
    {
        List<MLflowVersion> versions = [.. ((model?["versions"] ?? model?["latest_versions"])?.Items ?? []).Select(MLflowVersion.Of)];
        foreach (DataNode alias in model?["aliases"]?.Items ?? [])
        {
            if (alias.String("alias") is not { } name || alias.String("version") is not { } number)
            {
                continue;
            }

            if (versions.Find(version => version.Version == number) is not { } version)
            {
                versions.Add(version = new MLflowVersion { Name = model!.String("name") ?? "", Version = number });
            }

            version.Aliases = [.. version.Aliases.Append(name).Distinct(StringComparer.Ordinal)];
        }

        return [.. versions];
    }

    /// <summary>The version that is asked for, else the newest, and its run where that was exported, too.</summary>
    private static void Registration(LineageSource source, ImportedFacts facts, MLflowQuery query, string path, DataNode root, MLflowVersion[] versions)
    {
        MLflowVersion version = (query.Model is null && query.Run is { } wanted ? versions.FirstOrDefault(item => item.RunId == wanted) : (query.Model is null ? query with { Model = versions[0].Name } : query).Find(versions))
            ?? throw MLflowProblems.NoModel(source, query.Model ?? query.Run!, versions.Select(item => $"{item.Name}/{item.Version}"));
        if (query is { Model: null, Run: null } && versions.Length > 1)
        {
            source.Notice(DiagnosticCodes.RunChosen, $"'{source.Name}' holds {versions.Length} versions; the newest is taken: '{version.Name}/{version.Version}'. Set Model on the ModelLineage item to take another.");
        }

        string folder = Path.GetDirectoryName(path)!;
        foreach (string name in version.RunId is { Length: > 0 } id && id.All(char.IsAsciiLetterOrDigit) ? (string[])["run", id] : [])
        {
            string run = Path.Combine(folder, name, "run.json");
            if (source.Files.Exists(run) && source.Files.Json(run, Expected) is var exported && exported["mlflow"] is { } content && content["info"] is { } info && MLflowRun.IdOf(info) == version.RunId)
            {
                Run(source, facts, run, exported, content, [version]);
                return;
            }
        }

        facts.Source.Run = version.RunId;
        facts.AddMissing($"run of {version.Name}/{version.Version}");
        MLflowFacts.Add(source, facts, new MLflowSnapshot { Versions = [version], Tracking = root["system"]?.String("mlflow_tracking_uri") });
    }

    private static void Run(LineageSource source, ImportedFacts facts, string path, DataNode root, DataNode content, List<MLflowVersion> versions)
    {
        DataNode info = content["info"] ?? throw LineageProblems.Bad(path, content.Line, "It has no 'info' of a run.", Expected);
        MLflowRun run = MLflowRun.Of(MLflowRun.IdOf(info) ?? throw LineageProblems.Bad(path, info.Line, "It has no run_id.", Expected), info);
        foreach ((string name, DataNode value) in content["params"]?.Pairs ?? [])
        {
            run.Params[name] = value.Text;
        }

        foreach ((string name, DataNode value) in content["tags"]?.Pairs ?? [])
        {
            run.Tags[name] = value.Text;
        }

        foreach ((string name, DataNode values) in content["metrics"]?.Pairs ?? [])
        {
            LoggedMetric metric = new() { Key = name };
            foreach (DataNode value in values.Kind == DataKind.List ? values.Items : [values])
            {
                if (ScalarValues.Double(value.Kind == DataKind.Map ? value.String("value") ?? "" : value.Text) is { } number)
                {
                    metric.Add(number, value.Integer("timestamp") ?? 0, value.Integer("step") ?? 0);
                }
            }

            if (metric.Count > 0)
            {
                run.Metrics.Add(metric);
            }
        }

        run.Datasets.AddRange(((content["inputs"]?["dataset_inputs"] ?? content["inputs"])?.Items ?? []).Select(input => MLflowDataset.Of(input["dataset"], input["tags"])).OfType<MLflowDataset>());
        facts.Source.Tool = root["system"]?.String("mlflow_version") is { } version ? $"mlflow {version}" : null;
        MLflowFacts.Add(source, facts, new MLflowSnapshot { Run = run, Versions = versions, Tracking = root["system"]?.String("mlflow_tracking_uri") });
        Model(source, facts, Path.Combine(Path.GetDirectoryName(path)!, "artifacts"));
    }

    private static void Snapshot(LineageSource source, ImportedFacts facts, string path, DataNode root)
    {
        if (root.Integer("version") is { } version && version > MLflowSnapshot.CurrentVersion)
        {
            throw LineageProblems.Version(path, root["version"]!.Line, version.ToString(CultureInfo.InvariantCulture), "a snapshot of a tracking server", "Update ModelPack.Sdk, or fetch it again.");
        }

        try
        {
            MLflowSnapshot snapshot = JsonSerializer.Deserialize(source.Files.Bytes(path, LineageFiles.MaximumText), MLflowJsonContext.Default.MLflowSnapshot)!;
            snapshot.DropNulls();
            MLflowFacts.Add(source, facts, snapshot);
        }
        catch (JsonException exception)
        {
            throw LineageProblems.Bad(path, (int)(exception.LineNumber + 1 ?? 0), exception.Message.Split(" Path:", 2)[0], "a snapshot of a tracking server", exception);
        }
    }

    private static void Model(LineageSource source, ImportedFacts facts, string artifacts)
    {
        foreach (string name in source.Files.Names(artifacts))
        {
            string path = Path.Combine(artifacts, name, MLflowModelFile.FileName);
            if (source.Files.Exists(path))
            {
                new MLflowModelFile(source, path).AddTo(facts);
                return;
            }
        }
    }
}
