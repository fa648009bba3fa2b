using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Lineage.Data;

namespace ModelPack.Core.Lineage.MLflow;

/// <summary>
/// Asks a tracking server for one run. Redirects are not followed, answers are limited in size, time and pages, and credentials go to the named
/// server only. Source: <c>mlflow/protos/service.proto</c> and <c>model_registry.proto</c>.
/// </summary>
internal sealed class MLflowServer : IDisposable
{
    private const long MaximumAnswer = 32 << 20;
    private const int MaximumPages = 200;
    private const int MaximumPrompts = 100;

    /// <summary>For all that is asked of one run.</summary>
    private const int MaximumRequests = 20_000;
    private const int MaximumTimeouts = 15;

    private readonly Stopwatch _watch = Stopwatch.StartNew();

    private readonly SocketsHttpHandler _handler;
    private readonly HttpClient _client;
    private readonly Uri _address;
    private readonly string _item;
    private int _requests;

    /// <summary>Prepares a connection.</summary>
    /// <param name="address">The server's address, as <c>MLFLOW_TRACKING_URI</c> has it.</param>
    /// <param name="item">The file that the answer is for, which problems name.</param>
    /// <param name="authorization">What authorizes the requests.</param>
    /// <param name="timeout">The limit for each request.</param>
    public MLflowServer(Uri address, string item, AuthenticationHeaderValue? authorization, TimeSpan timeout)
    {
        (_address, _item) = (address, item);
        _handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = timeout };
        _client = new HttpClient(_handler, disposeHandler: false) { Timeout = timeout };
        _client.DefaultRequestHeaders.Authorization = authorization;
        _client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        _client.DefaultRequestHeaders.UserAgent.ParseAdd("ModelPack");
    }

    private string Name => Privacy.Secrets.Without(_address.ToString());

    /// <summary>Asks for the wanted run, else the newest.</summary>
    /// <exception cref="ModelPackException">The server cannot be asked, or has no such run.</exception>
    public MLflowSnapshot Fetch(MLflowQuery query, CancellationToken cancellationToken)
    {
        MLflowSnapshot snapshot = new() { Tracking = Name };
        MLflowVersion? wanted = query.Model is { } model ? Find(model, cancellationToken) : null;
        string? id = wanted is null ? query.Run : RunOf(wanted, cancellationToken) ?? throw Failed($"It does not tell the run of the registered model '{query.Model}'");
        DataNode run = (id is { Length: 32 } && id.All(char.IsAsciiHexDigit) ? Get($"mlflow/runs/get?run_id={id}", cancellationToken)["run"] : Search(query with { Run = id }, cancellationToken))
            ?? throw NoRun(query);
        snapshot.Run = Run(run, cancellationToken);
        snapshot.Candidates = 1;
        foreach (DataNode version in Post("mlflow/model-versions/search?filter=" + Uri.EscapeDataString($"run_id='{snapshot.Run.Id}'"), null, cancellationToken)["model_versions"]?.Items ?? [])
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

    public void Dispose()
    {
        _client.Dispose();
        _handler.Dispose();
    }

    /// <summary>The version that <c>name</c>, <c>name/version</c> or <c>name@alias</c> asks for.</summary>
    private MLflowVersion Find(string model, CancellationToken cancellationToken)
    {
        DataNode? version;
        if (model.LastIndexOf('@') is > 0 and int at)
        {
            version = Get($"mlflow/registered-models/alias?name={Uri.EscapeDataString(model[..at])}&alias={Uri.EscapeDataString(model[(at + 1)..])}", cancellationToken)["model_version"];
        }
        else if (model.LastIndexOf('/') is > 0 and int slash)
        {
            version = Get(VersionPath(model[..slash], model[(slash + 1)..]), cancellationToken)["model_version"];
        }
        else
        {
            version = Post("mlflow/model-versions/search?order_by=" + Uri.EscapeDataString("version_number DESC") + "&max_results=1&filter=" + Uri.EscapeDataString($"name='{model.Replace("'", "", StringComparison.Ordinal)}'"), null, cancellationToken)["model_versions"] is { Items: [var newest, ..] } ? newest : null;
        }

        return version is null ? throw Failed($"It has no registered model '{model}'") : Version(version);
    }

    private static string VersionPath(string name, string version) => $"mlflow/model-versions/get?name={Uri.EscapeDataString(name)}&version={Uri.EscapeDataString(version)}";

    /// <summary>The run of a version: of MLflow 3 through the model that was logged, of a copy through the original.</summary>
    private string? RunOf(MLflowVersion version, CancellationToken cancellationToken)
    {
        for (int copies = 0; copies <= MLflowLinks.MaximumCopies; copies++)
        {
            string? run = new MLflowLinks([version], model => Ask($"mlflow/logged-models/{Uri.EscapeDataString(model)}", cancellationToken)?["model"]?["info"]?.String("source_run_id")).RunOf(version);
            if (run is not null || MLflowLinks.OriginalOf(version) is not ({ } name, { } number) || Ask(VersionPath(name, number), cancellationToken)?["model_version"] is not { } original)
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
            DataNode? tags = Ask(VersionPath(prompt.Name, prompt.Version), cancellationToken)?["model_version"]?["tags"];
            prompt.Text = tags?.Items.FirstOrDefault(tag => tag.String("key") == MLflowPrompts.TextTag)?.String("value");
        }

        return prompts;
    }

    private DataNode? Search(MLflowQuery query, CancellationToken cancellationToken)
    {
        JsonArray experiments = [];
        if (query.Experiment is { } experiment)
        {
            experiments.Add(experiment.All(char.IsAsciiDigit) ? experiment : Get($"mlflow/experiments/get-by-name?experiment_name={Uri.EscapeDataString(experiment)}", cancellationToken)["experiment"]?.String("experiment_id"));
        }
        else
        {
            foreach (DataNode item in Post("mlflow/experiments/search", new JsonObject { ["max_results"] = 1000 }, cancellationToken)["experiments"]?.Items ?? [])
            {
                experiments.Add(item.String("experiment_id"));
            }
        }

        JsonObject search = new() { ["experiment_ids"] = experiments, ["run_view_type"] = "ACTIVE_ONLY", ["max_results"] = 1, ["order_by"] = new JsonArray("attributes.start_time DESC") };
        if (query.Run is { } name)
        {
            search["filter"] = $"attributes.run_name = '{name.Replace("'", "", StringComparison.Ordinal)}'";
        }

        return Post("mlflow/runs/search", search, cancellationToken)["runs"] is { Items: [var newest, ..] } ? newest : null;
    }

    private MLflowRun Run(DataNode answer, CancellationToken cancellationToken)
    {
        DataNode info = answer["info"] ?? throw Failed("Its answer has no run");
        MLflowRun run = new()
        {
            Id = MLflowRunFolder.IdOf(info) ?? throw Failed("Its answer has no run"),
            Name = info.String("run_name"),
            ExperimentId = info.String("experiment_id"),
            User = info.String("user_id"),
            Status = info.String("status"),
            Start = info.Integer("start_time"),
            End = info.Integer("end_time"),
        };
        if (!run.Id.All(char.IsAsciiLetterOrDigit))
        {
            throw Failed("Its answer has an impossible run id");
        }

        run.Experiment = run.ExperimentId is { } experiment ? Get($"mlflow/experiments/get?experiment_id={Uri.EscapeDataString(experiment)}", cancellationToken)["experiment"]?.String("name") : null;
        DataNode data = answer["data"] ?? DataNode.Map(0);
        foreach (DataNode item in data["params"]?.Items ?? [])
        {
            run.Params[item.String("key") ?? ""] = item.String("value") ?? "";
        }

        foreach (DataNode item in data["tags"]?.Items ?? [])
        {
            run.Tags[item.String("key") ?? ""] = item.String("value") ?? "";
        }

        foreach (DataNode item in data["metrics"]?.Items ?? [])
        {
            run.Metrics.Add(Metric(run.Id, item, cancellationToken));
        }

        foreach (DataNode input in answer["inputs"]?["dataset_inputs"]?.Items ?? [])
        {
            if (input["dataset"] is { } dataset && dataset.String("name") is { } name)
            {
                run.Datasets.Add(new MLflowDataset
                {
                    Name = name,
                    Digest = dataset.String("digest"),
                    SourceType = dataset.String("source_type"),
                    Source = dataset.String("source"),
                    Profile = dataset.String("profile"),
                    Context = input["tags"]?.Items.FirstOrDefault(tag => tag.String("key") == "mlflow.data.context")?.String("value"),
                });
            }
        }

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
            DataNode answer = Get($"mlflow/metrics/get-history?run_id={run}&metric_key={Uri.EscapeDataString(metric.Key)}&max_results=25000{token}", cancellationToken);
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

    private DataNode Get(string path, CancellationToken cancellationToken) => Send(HttpMethod.Get, path, null, cancellationToken)!;

    /// <summary>What may be gone: <see langword="null"/> where the server has it no more.</summary>
    private DataNode? Ask(string path, CancellationToken cancellationToken) => Send(HttpMethod.Get, path, null, cancellationToken, isOptional: true);

    /// <summary>A search: some take their question in the address, by GET.</summary>
    private DataNode Post(string path, JsonObject? body, CancellationToken cancellationToken) => Send(body is null ? HttpMethod.Get : HttpMethod.Post, path, body, cancellationToken)!;

    private DataNode? Send(HttpMethod method, string path, JsonObject? body, CancellationToken cancellationToken, bool isOptional = false)
    {
        // A server may answer each request in time, and never come to an end.
        if (++_requests > MaximumRequests || _watch.Elapsed > MaximumTimeouts * _client.Timeout)
        {
            throw Failed("Its answers take more requests, or longer, than those of any run");
        }

        Uri address = new($"{_address.ToString().TrimEnd('/')}/api/2.0/{path}");
        try
        {
            using HttpRequestMessage request = new(method, address);
            if (body is not null)
            {
                request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
            }

            using HttpResponseMessage response = _client.Send(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            byte[] content = Read(response, cancellationToken);
            if (isOptional && response.StatusCode == HttpStatusCode.NotFound)
            {
                return null;
            }

            return response.IsSuccessStatusCode ? JsonData.Read(content) : throw Refused(response, content);
        }
        catch (DataException exception)
        {
            throw Failed($"It does not answer as a tracking server: {exception.Message.TrimEnd('.')}", exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw Failed(exception is OperationCanceledException ? string.Create(CultureInfo.InvariantCulture, $"It did not answer within {_client.Timeout.TotalSeconds:0} s") : exception.Message.TrimEnd('.'), exception);
        }
    }

    private byte[] Read(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        // The limit of HttpClient ends with the headers; a server that sends a byte now and then must not hold the build.
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_client.Timeout);
        using Stream stream = response.Content.ReadAsStream(limit.Token);
        using CancellationTokenRegistration registration = limit.Token.Register(stream.Dispose);
        using MemoryStream content = new();
        byte[] buffer = new byte[1 << 16];
        try
        {
            for (int read; (read = stream.Read(buffer)) > 0;)
            {
                content.Write(buffer, 0, read);
                if (content.Length > MaximumAnswer)
                {
                    throw Failed("Its answer is larger than any run");
                }
            }
        }
        catch (Exception exception) when (limit.IsCancellationRequested && exception is ObjectDisposedException or IOException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new OperationCanceledException("", exception);
        }

        return content.ToArray();
    }

    private ModelPackException Refused(HttpResponseMessage response, byte[] content)
    {
        if ((int)response.StatusCode is >= 300 and < 400)
        {
            return Failed($"It redirects to '{Privacy.Secrets.Without(response.Headers.Location?.ToString() ?? "nowhere")}', which is not followed");
        }

        if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            return Failed(string.Create(CultureInfo.InvariantCulture, $"It refuses the request ({(int)response.StatusCode}); set MLFLOW_TRACKING_TOKEN, or MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD"));
        }

        string? said = null;
        try
        {
            said = JsonData.Read(content).String("message");
        }
        catch (DataException)
        {
            // Not a tracking server's word.
        }

        return Failed(string.Create(CultureInfo.InvariantCulture, $"It answers {(int)response.StatusCode}{(said is null ? "" : $": {Privacy.Secrets.Without(said.Length <= 200 ? said : said[..200] + "…").TrimEnd('.')}")}"));
    }

    private ModelPackException NoRun(MLflowQuery query) => new(new Problem(
        DiagnosticCodes.RunNotFound, $"The tracking server '{Name}' has {(query.Run is { } run ? $"no run '{run}'" : "no active run")}. Correct Run and Experiment on the ModelLineage item.", _item));

    private ModelPackException Failed(string why, Exception? inner = null) => new(new Problem(
        DiagnosticCodes.TrackingServer, $"The tracking server '{Name}' cannot be asked. {why}. The snapshot that the project has is left as it is.", _item), inner);
}
