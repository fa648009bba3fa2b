using System.Globalization;
using ModelPack.Core.Lineage.Data;

namespace ModelPack.Core.Lineage.MLflow;

/// <summary>Reads a run in a file store. Source: <c>mlflow/store/tracking/file_store.py</c>.</summary>
internal sealed class MLflowRunFolder(LineageSource source, string folder)
{
    public const string MetaName = "meta.yaml";
    private const string Expected = "a run of an MLflow file store";
    private const int MaximumDepth = 8;

    /// <summary>Reads a <c>meta.yaml</c> of whatever it is; <see langword="null"/> where there is none.</summary>
    public static DataNode? Meta(LineageSource source, string folder)
    {
        string path = Path.Combine(folder, MetaName);
        return source.Files.Exists(path) ? source.Files.Yaml(path, "MLflow's meta.yaml") is { Kind: DataKind.Map } map ? map : throw LineageProblems.Bad(path, 1, "It is no map.", "MLflow's meta.yaml") : null;
    }

    /// <summary>Reads the run.</summary>
    public MLflowRun Read()
    {
        DataNode meta = Meta(source, folder) ?? throw LineageProblems.Bad(Path.Combine(folder, MetaName), 0, "It is not there.", Expected);
        MLflowRun run = MLflowRun.Of(MLflowRun.IdOf(meta) ?? throw LineageProblems.Bad(Path.Combine(folder, MetaName), 1, "It has no run_id.", Expected), meta);
        Values(Path.Combine(folder, "params"), run.Params);
        Values(Path.Combine(folder, "tags"), run.Tags);
        string metrics = Path.Combine(folder, "metrics");
        foreach (string path in source.Files.Below(metrics, MaximumDepth))
        {
            run.Metrics.Add(Metric(path, Key(metrics, path)));
        }

        string experiment = Path.GetDirectoryName(folder)!;
        run.Experiment = Meta(source, experiment)?.String("name");
        Inputs(run, experiment);
        foreach (string model in source.Files.Names(Path.Combine(folder, "outputs")).Where(name => name.StartsWith("m-", StringComparison.Ordinal)))
        {
            run.Models.Add(model);
            ModelMetrics(run, Path.Combine(experiment, "models", model, "metrics"));
        }

        return run;
    }

    /// <summary>A file for each value; keys with slashes lie in folders.</summary>
    private void Values(string root, SortedDictionary<string, string> values)
    {
        foreach (string path in source.Files.Below(root, MaximumDepth))
        {
            values[Key(root, path)] = source.Files.Text(path, Expected);
        }
    }

    private static string Key(string root, string path) => Path.GetRelativePath(root, path).Replace('\\', '/');

    /// <summary>Lines of <c>timestamp value [step]</c>.</summary>
    private LoggedMetric Metric(string path, string key)
    {
        LoggedMetric metric = new() { Key = key };
        Lines(path, (words, value, time) => metric.Add(value, time, words.Length > 2 && long.TryParse(words[2], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long step) ? step : 0));
        return metric;
    }

    /// <summary>Of a logged model, the lines also tell the data set: <c>timestamp value step run_id [name digest]</c>.</summary>
    private void ModelMetrics(MLflowRun run, string root)
    {
        foreach (string path in source.Files.Below(root, MaximumDepth))
        {
            string? data = null;
            Lines(path, (words, _, _) => data = words.Length > 4 && words[3] == run.Id ? words[4] : data);
            if (data is not null && run.Metrics.Find(metric => metric.Key == Key(root, path)) is { } metric)
            {
                metric.Dataset = data;
            }
        }
    }

    private void Lines(string path, Action<string[], double, long> take) => source.Files.Lines(
        path,
        "an MLflow metric",
        (line, number) =>
        {
            if ((number & 0xFFFF) == 0)
            {
                source.CancellationToken.ThrowIfCancellationRequested();
            }

            if (line.Length == 0)
            {
                return;
            }

            string[] words = line.Split(' ');
            if (words.Length < 2 || ScalarValues.Double(words[1]) is not { } value || !long.TryParse(words[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long time))
            {
                throw LineageProblems.Bad(path, number, "The line has no time and value.", "an MLflow metric");
            }

            take(words, value, time);
        },
        LineageFiles.MaximumLog);

    private void Inputs(MLflowRun run, string experiment)
    {
        string inputs = Path.Combine(folder, "inputs");
        foreach (string name in source.Files.Names(inputs))
        {
            if (Meta(source, Path.Combine(inputs, name)) is not { } input || input.String("source_id") is not { } id || LineageSource.FullPath(id, Path.Combine(experiment, "datasets")) is not { } place)
            {
                continue;
            }

            if (MLflowDataset.Of(Meta(source, place), input["tags"]) is { } data)
            {
                run.Datasets.Add(data);
            }
        }
    }
}
