using System.Globalization;
using System.Text.Json;
using ModelPack.Core.Lineage.Data;

namespace ModelPack.Core.Lineage.MLflow;

/// <summary>Reads a run that was written as JSON: a snapshot of a tracking server, or <c>run.json</c> of mlflow-export-import.</summary>
internal static class MLflowExport
{
    private const string Expected = "an exported MLflow run";

    public static void Read(LineageSource source, ImportedFacts facts, string path)
    {
        DataNode root = source.Files.Json(path, Expected);
        if (root.String("format") == MLflowSnapshot.FormatName)
        {
            Snapshot(source, facts, path, root);
            return;
        }

        DataNode content = root["mlflow"] ?? throw LineageProblems.Bad(path, 1, "It has no 'mlflow'.", Expected);
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
        MLflowFacts.Add(source, facts, new MLflowSnapshot { Run = run, Tracking = root["system"]?.String("mlflow_tracking_uri") });
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
