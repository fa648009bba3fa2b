using System.Text.Json.Nodes;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Lineage.Data;

namespace ModelPack.Core.Lineage.MLflow;

/// <summary>
/// Asks a tracking server for one run, its registered versions and its prompts.
/// Source: <c>mlflow/protos/service.proto</c> and <c>model_registry.proto</c>.
/// </summary>
/// <param name="connection">The connection.</param>
/// <param name="item">The file that the answer is for, which problems name.</param>
internal sealed class MLflowServer(MLflowConnection connection, string item)
{
    private const int MaximumPages = 200;
    private const int MaximumPrompts = 100;

    /// <summary>Asks for the wanted run, else the newest.</summary>
    /// <exception cref="ModelPackException">The server cannot be asked, or has no such run.</exception>
    public MLflowSnapshot Fetch(MLflowQuery query, CancellationToken cancellationToken)
    {
        MLflowSnapshot snapshot = new() { Tracking = connection.Name };
        MLflowVersion? wanted = query.Model is { } model ? Find(model, cancellationToken) : null;
        string? id = wanted is null ? query.Run : RunOf(wanted, cancellationToken) ?? throw connection.Failed($"It does not tell the run of the registered model '{query.Model}'");
        DataNode run = (id is { Length: 32 } && id.All(char.IsAsciiHexDigit) ? connection.Get($"mlflow/runs/get?run_id={id}", cancellationToken)["run"] : Search(query with { Run = id }, cancellationToken))
            ?? throw NoRun(query);
        snapshot.Run = Run(run, cancellationToken);
        snapshot.Candidates = 1;
        foreach (DataNode version in connection.Post("mlflow/model-versions/search?filter=" + Uri.EscapeDataString($"run_id='{snapshot.Run.Id}'"), null, cancellationToken)["model_versions"]?.Items ?? [])
        {
            snapshot.Versions.Add(Version(version));
        }

        if (wanted is not null && !snapshot.Versions.Exists(version => version.Name == wanted.Name && version.Version == wanted.Version))
        {
            // MLflow 3 registers a logged model, and leaves its run out.
            snapshot.Versions.Insert(0, wanted);
        }

        snapshot.Prompts = Prompts(snapshot.Run, cancellationToken);
        return snapshot;
    }

    /// <summary>The version that <c>name</c>, <c>name/version</c> or <c>name@alias</c> asks for.</summary>
    private MLflowVersion Find(string model, CancellationToken cancellationToken)
    {
        DataNode? version;
        if (model.LastIndexOf('@') is > 0 and int at)
        {
            version = connection.Get($"mlflow/registered-models/alias?name={Uri.EscapeDataString(model[..at])}&alias={Uri.EscapeDataString(model[(at + 1)..])}", cancellationToken)["model_version"];
        }
        else if (model.LastIndexOf('/') is > 0 and int slash)
        {
            version = connection.Get(VersionPath(model[..slash], model[(slash + 1)..]), cancellationToken)["model_version"];
        }
        else
        {
            version = connection.Post("mlflow/model-versions/search?order_by=" + Uri.EscapeDataString("version_number DESC") + "&max_results=1&filter=" + Uri.EscapeDataString($"name='{model.Replace("'", "", StringComparison.Ordinal)}'"), null, cancellationToken)["model_versions"] is { Items: [var newest, ..] } ? newest : null;
        }

        return version is null ? throw connection.Failed($"It has no registered model '{model}'") : Version(version);
    }

    private static string VersionPath(string name, string version) => $"mlflow/model-versions/get?name={Uri.EscapeDataString(name)}&version={Uri.EscapeDataString(version)}";

    /// <summary>The run of a version: of MLflow 3 through the model that was logged, of a copy through the original.</summary>
    private string? RunOf(MLflowVersion version, CancellationToken cancellationToken)
    {
        for (int copies = 0; copies <= MLflowLinks.MaximumCopies; copies++)
        {
            string? run = new MLflowLinks([version], model => connection.Ask($"mlflow/logged-models/{Uri.EscapeDataString(model)}", cancellationToken)?["model"]?["info"]?.String("source_run_id")).RunOf(version);
            if (run is not null || MLflowLinks.OriginalOf(version) is not ({ } name, { } number) || connection.Ask(VersionPath(name, number), cancellationToken)?["model_version"] is not { } original)
            {
                return run;
            }

            version = Version(original);
        }

        return null;
    }

    /// <summary>The registered prompts that the run is linked to.</summary>
    private List<MLflowPrompt> Prompts(MLflowRun run, CancellationToken cancellationToken)
    {
        List<MLflowPrompt> prompts = MLflowPrompts.Of(run, [], []);
        foreach (MLflowPrompt prompt in prompts.Take(MaximumPrompts))
        {
            DataNode? tags = connection.Ask(VersionPath(prompt.Name, prompt.Version), cancellationToken)?["model_version"]?["tags"];
            prompt.Text = tags?.Items.FirstOrDefault(tag => tag.String("key") == MLflowPrompts.TextTag)?.String("value");
        }

        return prompts;
    }

    private DataNode? Search(MLflowQuery query, CancellationToken cancellationToken)
    {
        JsonArray experiments = [];
        if (query.Experiment is { } experiment)
        {
            experiments.Add(experiment.All(char.IsAsciiDigit) ? experiment : connection.Get($"mlflow/experiments/get-by-name?experiment_name={Uri.EscapeDataString(experiment)}", cancellationToken)["experiment"]?.String("experiment_id"));
        }
        else
        {
            foreach (DataNode entry in connection.Post("mlflow/experiments/search", new JsonObject { ["max_results"] = 1000 }, cancellationToken)["experiments"]?.Items ?? [])
            {
                experiments.Add(entry.String("experiment_id"));
            }
        }

        JsonObject search = new() { ["experiment_ids"] = experiments, ["run_view_type"] = "ACTIVE_ONLY", ["max_results"] = 1, ["order_by"] = new JsonArray("attributes.start_time DESC") };
        if (query.Run is { } name)
        {
            search["filter"] = $"attributes.run_name = '{name.Replace("'", "", StringComparison.Ordinal)}'";
        }

        return connection.Post("mlflow/runs/search", search, cancellationToken)["runs"] is { Items: [var newest, ..] } ? newest : null;
    }

    private MLflowRun Run(DataNode answer, CancellationToken cancellationToken)
    {
        DataNode info = answer["info"] ?? throw connection.Failed("Its answer has no run");
        MLflowRun run = MLflowRun.Of(MLflowRun.IdOf(info) ?? throw connection.Failed("Its answer has no run"), info);
        if (!run.Id.All(char.IsAsciiLetterOrDigit))
        {
            throw connection.Failed("Its answer has an impossible run id");
        }

        run.Experiment = run.ExperimentId is { } experiment ? connection.Get($"mlflow/experiments/get?experiment_id={Uri.EscapeDataString(experiment)}", cancellationToken)["experiment"]?.String("name") : null;
        DataNode data = answer["data"] ?? DataNode.Map(0);
        foreach (DataNode entry in data["params"]?.Items ?? [])
        {
            run.Params[entry.String("key") ?? ""] = entry.String("value") ?? "";
        }

        foreach (DataNode entry in data["tags"]?.Items ?? [])
        {
            run.Tags[entry.String("key") ?? ""] = entry.String("value") ?? "";
        }

        foreach (DataNode entry in data["metrics"]?.Items ?? [])
        {
            run.Metrics.Add(Metric(run.Id, entry, cancellationToken));
        }

        run.Datasets.AddRange((answer["inputs"]?["dataset_inputs"]?.Items ?? []).Select(input => MLflowDataset.Of(input["dataset"], input["tags"])).OfType<MLflowDataset>());
        run.Models.AddRange((answer["outputs"]?["model_outputs"]?.Items ?? []).Select(output => output.String("model_id")).OfType<string>());
        return run;
    }

    /// <summary>The history where the metric was logged for several steps, else the value that the run has.</summary>
    private LoggedMetric Metric(string run, DataNode latest, CancellationToken cancellationToken)
    {
        LoggedMetric metric = new() { Key = latest.String("key") ?? "" };
        string? page = null;
        for (int pages = 0; pages < MaximumPages && (pages == 0 || page is not null) && (latest.Integer("step") ?? 0) > 0; pages++)
        {
            string token = page is null ? "" : "&page_token=" + Uri.EscapeDataString(page);
            DataNode answer = connection.Get($"mlflow/metrics/get-history?run_id={run}&metric_key={Uri.EscapeDataString(metric.Key)}&max_results=25000{token}", cancellationToken);
            foreach (DataNode value in answer["metrics"]?.Items ?? [])
            {
                Add(metric, value);
            }

            page = answer.String("next_page_token") is { } next && next != page ? next : null;
        }

        if (metric.Count == 0)
        {
            Add(metric, latest);
        }

        return metric;
    }

    private static void Add(LoggedMetric metric, DataNode value)
    {
        if (value.String("value") is { } text && ScalarValues.Double(text) is { } number)
        {
            metric.Add(number, value.Integer("timestamp") ?? 0, value.Integer("step") ?? 0);
        }
    }

    private static MLflowVersion Version(DataNode version) => new()
    {
        Name = version.String("name") ?? "",
        Version = version.String("version") ?? "",
        Stage = version.String("current_stage"),
        Aliases = [.. version.Strings("aliases")],
        RunId = version.String("run_id"),
        ModelId = version.String("model_id"),
        Source = version.String("source"),
        User = version.String("user_id"),
        Updated = version.Integer("last_updated_timestamp"),
        Description = version.String("description"),
    };

    private ModelPackException NoRun(MLflowQuery query) => new(new Problem(
        DiagnosticCodes.RunNotFound, $"The tracking server '{connection.Name}' has {(query.Run is { } run ? $"no run '{run}'" : "no active run")}. Correct Run and Experiment on the ModelLineage item.", item));
}
