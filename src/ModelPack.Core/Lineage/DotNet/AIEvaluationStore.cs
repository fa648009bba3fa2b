using System.Globalization;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Lineage.Data;

namespace ModelPack.Core.Lineage.DotNet;

/// <summary>
/// Reads the results that Microsoft.Extensions.AI.Evaluation stores on disk: <c>results/execution/scenario/iteration.json</c>. A metric is the mean
/// over all, and over the iterations of each scenario. Source: <c>DiskBasedResultStore</c> of dotnet/extensions.
/// </summary>
internal sealed class AIEvaluationStore(LineageSource source, ImportedFacts facts)
{
    private const string Expected = "a result of Microsoft.Extensions.AI.Evaluation";

    /// <summary>With more scenarios the means over all are told only.</summary>
    private const int MaximumScenarioMetrics = 500;

    private readonly SortedDictionary<(string Name, string? Scenario), LoggedMetric> _metrics = [];
    private readonly SortedSet<string> _models = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _judges = new(StringComparer.Ordinal);
    private int _results;
    private int _failed;

    /// <summary>Whether a folder or file is such a store, an execution in it, or one result.</summary>
    public static bool Is(LineagePath path) => path.IsFolder
        ? IsExecution(path.FullPath) || path.Names(50).Any(name => IsExecution(Path.Combine(path.FullPath, name))) || (path.Has("results") && Is(new LineagePath(Path.Combine(path.FullPath, "results"), true)))
        : path.Extension == ".json" && IsResult(path.FullPath);

    /// <summary>Reads the wanted execution, else the newest.</summary>
    public void Read()
    {
        if (!source.IsFolder)
        {
            Result(source.Path);
        }
        else if (IsExecution(source.Path))
        {
            Execution(source.Path);
        }
        else
        {
            Execution(Choose());
        }

        Finish();
    }

    private static bool IsExecution(string folder) => Directory.Exists(folder) && new LineagePath(folder, true).Names(20)
        .Select(name => Path.Combine(folder, name)).Where(Directory.Exists)
        .Any(scenario => new LineagePath(scenario, true).Names(20).Any(name => name.EndsWith(".json", StringComparison.Ordinal) && IsResult(Path.Combine(scenario, name))));

    private static bool IsResult(string file) => new LineagePath(file, false) is var path && path.Mentions("\"scenarioName\"") && path.Mentions("\"executionName\"");

    private string Choose()
    {
        string root = Directory.Exists(Path.Combine(source.Path, "results")) ? Path.Combine(source.Path, "results") : source.Path;
        string? wanted = source.Item.Get("Run");
        List<(string Name, string Time)> executions = [.. source.Files.Names(root).Where(name => IsExecution(Path.Combine(root, name))).Select(name => (name, Time(Path.Combine(root, name))))];
        string? chosen = wanted is null
            ? executions.OrderByDescending(execution => execution.Time, StringComparer.Ordinal).ThenByDescending(execution => execution.Name, StringComparer.Ordinal).Select(execution => execution.Name).FirstOrDefault()
            : executions.Where(execution => execution.Name == wanted).Select(execution => execution.Name).FirstOrDefault();
        if (chosen is null)
        {
            string cure = executions.Count == 0 ? "Name the folder that results are stored in" : $"Set Run to one of {string.Join(", ", executions.Take(10).Select(execution => $"'{execution.Name}'"))}";
            throw new ModelPackException(new Problem(DiagnosticCodes.RunNotFound, $"'{source.Name}' has no execution{(wanted is null ? "" : $" '{wanted}'")}. {cure}.", source.Path));
        }

        if (wanted is null && executions.Count > 1)
        {
            source.Notice(DiagnosticCodes.RunChosen, $"'{source.Name}' holds {executions.Count} executions; the newest is taken: '{chosen}'. Set Run on the ModelLineage item to take another.");
        }

        source.Files.Forget();
        return Path.Combine(root, chosen);
    }

    /// <summary>When an execution ran, by its first result, as text that sorts.</summary>
    private string Time(string execution)
    {
        foreach (string scenario in source.Files.Names(execution))
        {
            foreach (string file in source.Files.Names(Path.Combine(execution, scenario)).Where(name => name.EndsWith(".json", StringComparison.Ordinal)))
            {
                return source.Files.Json(Path.Combine(execution, scenario, file), Expected).String("creationTime") ?? "";
            }
        }

        return "";
    }

    private void Execution(string folder)
    {
        foreach (string scenario in source.Files.Names(folder).Where(name => Directory.Exists(Path.Combine(folder, name))))
        {
            foreach (string file in source.Files.Names(Path.Combine(folder, scenario)).Where(name => name.EndsWith(".json", StringComparison.Ordinal)))
            {
                source.CancellationToken.ThrowIfCancellationRequested();
                Result(Path.Combine(folder, scenario, file));
            }
        }
    }

    private void Result(string path)
    {
        DataNode root = source.Files.Json(path, Expected);
        string scenario = root.String("scenarioName") ?? throw LineageProblems.Bad(path, 1, "It has no 'scenarioName'.", Expected);
        facts.Source.Run ??= root.String("executionName");
        _results++;
        foreach ((string key, DataNode metric) in root["evaluationResult"]?["metrics"]?.Pairs ?? [])
        {
            _failed += metric["interpretation"]?.Flag("failed") == true ? 1 : 0;
            double? value = metric["value"] switch
            {
                { Kind: DataKind.Boolean } flag => flag.Text == "true" ? 1 : 0,
                { Kind: DataKind.Number } number => ScalarValues.Double(number.Text),
                _ => null,
            };
            if (value is { } measured)
            {
                string name = metric.String("name") ?? key;
                Add(name, null, measured);
                Add(name, scenario, measured);
            }
        }

        if (root["modelResponse"]?.String("modelId") is { } model)
        {
            _models.Add(model);
        }

        _judges.UnionWith((root["chatDetails"]?["turnDetails"]?.Items ?? []).Select(turn => turn.String("model")).OfType<string>());
    }

    private void Add(string name, string? scenario, double value)
    {
        if (!_metrics.TryGetValue((name, scenario), out LoggedMetric? metric))
        {
            _metrics[(name, scenario)] = metric = new LoggedMetric { Key = name, Dataset = scenario };
        }

        metric.Add(value, 0, 0);
        metric.Sum += value;
    }

    private void Finish()
    {
        foreach (LoggedMetric metric in _metrics.Values.Where(metric => metric.Dataset is null || _metrics.Count <= MaximumScenarioMetrics))
        {
            facts.Metrics.Add(new ModelMetric
            {
                Name = metric.Key,
                Dataset = metric.Dataset,
                Value = metric.Sum / metric.Count,
                History = metric.Count > 1 ? new ModelMetricHistory { Count = metric.Count, First = metric.First, Minimum = metric.Minimum, Maximum = metric.Maximum } : null,
            });
        }

        SortedDictionary<string, string> tags = facts.Source.Tags ??= new(StringComparer.Ordinal);
        tags["results"] = _results.ToString(CultureInfo.InvariantCulture);
        tags["failed"] = _failed.ToString(CultureInfo.InvariantCulture);
        if (_models.Count > 0)
        {
            tags["models"] = string.Join(", ", _models);
        }

        if (_judges.Count > 0)
        {
            tags["evaluatingModels"] = string.Join(", ", _judges);
        }
    }
}
