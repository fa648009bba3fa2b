using System.Net.Http.Headers;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Lineage;
using ModelPack.Core.Lineage.MLflow;
using ModelPack.Core.Projects;
using ModelPack.Core.Tests.Projects;

namespace ModelPack.Core.Tests.Lineage;

public sealed class LineageFetchTests
{
    private const string Run = "0123456789abcdef0123456789abcdef";
    private const string Item = "lineage/run.mlflow.json";

    [Theory]
    [InlineData("Run", Run)]
    [InlineData("Run", "named")]
    [InlineData("Model", "m@champion")]
    [InlineData("Model", "m/2")]
    [InlineData("Model", "m")]
    [InlineData("Experiment", "exp")]
    [InlineData(null, "")]
    public void WhatAServerSaysIsWrittenAndBuildsReadIt(string? metadata, string value)
    {
        using TrackingServer server = new(Answer);
        using TestProject project = new();
        project.Include(ModelItemKind.Lineage, Item, metadata is null ? [("Server", server.Address)] : [("Server", server.Address), (metadata, value)]);
        Assert.Contains("ModelPackFetchLineage", project.BuildError().Message, StringComparison.Ordinal);

        ModelBuildResult result = Fetch(project, ("MLFLOW_TRACKING_TOKEN", "s3cr3t"));

        Assert.True(result.Succeeded, string.Join("\n", result.Problems));
        Assert.All(server.Requests, request => Assert.Equal("Bearer s3cr3t", request.Authorization));
        string text = File.ReadAllText(project.Folder["p/" + Item]);
        Assert.DoesNotContain("hf_abcdefghijklmnopqrstuvwx", text, StringComparison.Ordinal);
        Assert.DoesNotContain("jane", text, StringComparison.Ordinal);
        ModelManifest manifest = project.BuildManifest();
        Assert.Equal(("MLflow", Run, "named", "exp", "FINISHED", server.Address + "/"), (manifest.Lineage![0].Kind, manifest.Lineage[0].Run, manifest.Lineage[0].RunName, manifest.Lineage[0].Experiment, manifest.Lineage[0].Status, manifest.Lineage[0].Repository));
        Assert.Equal(("0.1", "***"), (manifest.Configuration!.Hyperparameters!["lr"].ToString(), manifest.Configuration.Hyperparameters["hub_token"].GetString()));
        ModelMetric loss = manifest.Metrics!.Single(metric => metric.Name == "loss");
        Assert.Equal((0.25, 3, 1.0), (loss.Value, loss.History!.Count, loss.History.Maximum));
        Assert.Equal(("wine", "training", "s3://b/k"), (manifest.Data![0].Name, manifest.Data[0].Role, manifest.Data[0].Uri));
        Assert.Equal(("m", "2", "champion"), (manifest.Registry![0].Name, manifest.Registry[0].Version, manifest.Registry[0].Aliases![0]));
        Assert.Empty(project.LineageProblems);
    }

    [Fact]
    public void UserAndPasswordAreSent()
    {
        using TrackingServer server = new(Answer);
        using TestProject project = new();
        project.Include(ModelItemKind.Lineage, Item, ("Server", server.Address));

        Fetch(project, ("MLFLOW_TRACKING_USERNAME", "u"), ("MLFLOW_TRACKING_PASSWORD", "p"));

        Assert.All(server.Requests, request => Assert.Equal("Basic dTpw", request.Authorization));
    }

    [Theory]
    [InlineData(302, "", "http://127.0.0.1:1/login", DiagnosticCodes.TrackingServer, "redirects to 'http://127.0.0.1:1/login'")]
    [InlineData(401, "", null, DiagnosticCodes.TrackingServer, "MLFLOW_TRACKING_TOKEN")]
    [InlineData(500, "oops", null, DiagnosticCodes.TrackingServer, "answers 500")]
    [InlineData(404, """{"error_code": "RESOURCE_DOES_NOT_EXIST", "message": "Run gone?token=abcdefgh"}""", null, DiagnosticCodes.TrackingServer, "answers 404: Run gone?token=***")]
    [InlineData(200, "<html>", null, DiagnosticCodes.TrackingServer, "does not answer as a tracking server")]
    [InlineData(200, "{}", null, DiagnosticCodes.RunNotFound, "no run")]
    [InlineData(200, """{"run": {"info": {"run_id": "../x"}}}""", null, DiagnosticCodes.TrackingServer, "impossible run id")]
    [InlineData(200, """{"run": {"info": {}}}""", null, DiagnosticCodes.TrackingServer, "has no run")]
    public void AServerThatIsNoneIsOneErrorAndTheSnapshotStays(int status, string body, string? location, string code, string message)
    {
        using TrackingServer server = new(_ => (status, body, location));
        using TestProject project = new();
        project.Add(ModelItemKind.Lineage, Item, "former", ("Server", server.Address), ("Run", Run));

        Problem problem = Assert.Single(Fetch(project).Problems);

        Assert.Equal(code, problem.Code);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.Equal("former", File.ReadAllText(project.Folder["p/" + Item]));
        Assert.Single(server.Requests);
    }

    [Fact]
    public void AServerThatIsDownIsAnError()
    {
        using TestProject project = new();
        string address;
        using (TrackingServer server = new(Answer))
        {
            address = server.Address;
        }

        project.Include(ModelItemKind.Lineage, Item, ("Server", address), ("Run", Run));

        Assert.Equal(DiagnosticCodes.TrackingServer, Assert.Single(Fetch(project).Problems).Code);
    }

    [Fact]
    public void AServerThatDoesNotAnswerIsLeftAfterAWhile()
    {
        using ManualResetEventSlim release = new();
        using TrackingServer server = new(_ =>
        {
            release.Wait(TimeSpan.FromMinutes(5));
            return (200, "{}", null);
        });
        using MLflowConnection connection = new(new Uri(server.Address), "x", new AuthenticationHeaderValue("Bearer", "x"), TimeSpan.FromSeconds(1));

        Problem problem = Assert.Throws<ModelPackException>(() => new MLflowServer(connection, "x").Fetch(new MLflowQuery(Run, null, null), TestContext.Current.CancellationToken)).Problem;
        release.Set();

        Assert.Equal(DiagnosticCodes.TrackingServer, problem.Code);
        Assert.Contains("did not answer within 1 s", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ftp://h", Item, DiagnosticCodes.BadMetadata)]
    [InlineData("https://u:p@h", Item, DiagnosticCodes.BadMetadata)]
    [InlineData("https://h", "lineage/run.yaml", DiagnosticCodes.BadMetadata)]
    [InlineData(null, Item, DiagnosticCodes.MissingMetadata)]
    public void AnItemThatCannotBeFetchedIsAnError(string? server, string include, string code)
    {
        using TestProject project = new();
        project.Include(ModelItemKind.Lineage, include, server is null ? [] : [("Server", server)]);

        Problem problem = Assert.Single(Fetch(project).Problems);

        Assert.Equal(code, problem.Code);
        Assert.DoesNotContain("u:p", problem.Message, StringComparison.Ordinal);
    }

    /// <summary>MLflow 3 registers a logged model: its version names no run. A copy names its original.</summary>
    [Theory]
    [InlineData("new@champion")]
    [InlineData("new/1")]
    [InlineData("copy/3")]
    public void AVersionOfMLflow3IsFollowedToItsRunAndItsPrompts(string model)
    {
        const string LoggedModel = "m-0123456789abcdef0123456789abcdef";
        using TrackingServer server = new(request =>
        {
            string? body = request.Split(' ')[0] switch
            {
                "/api/2.0/mlflow/registered-models/alias?name=new&alias=champion" or "/api/2.0/mlflow/model-versions/get?name=new&version=1" => $$"""{ "model_version": { "name": "new", "version": "1", "run_id": "", "source": "models:/{{LoggedModel}}" } }""",
                "/api/2.0/mlflow/model-versions/get?name=copy&version=3" => """{ "model_version": { "name": "copy", "version": "3", "source": "models:/new/1" } }""",
                "/api/2.0/mlflow/logged-models/" + LoggedModel => $$"""{ "model": { "info": { "model_id": "{{LoggedModel}}", "source_run_id": "{{Run}}" } } }""",
                "/api/2.0/mlflow/runs/get?run_id=" + Run => $$"""{ "run": { "info": { "run_id": "{{Run}}" }, "data": { "tags": [ { "key": "mlflow.linkedPrompts", "value": "[{\"name\": \"ask\", \"version\": \"2\"}, {\"name\": \"gone\", \"version\": \"1\"}]" } ] }, "outputs": { "model_outputs": [ { "model_id": "{{LoggedModel}}" } ] } } }""",
                "/api/2.0/mlflow/model-versions/get?name=ask&version=2" => """{ "model_version": { "name": "ask", "version": "2", "tags": [ { "key": "mlflow.prompt.text", "value": "Be kind to {{user}}, key hf_abcdefghijklmnopqrstuvwx." } ] } }""",
                var path when path.StartsWith("/api/2.0/mlflow/model-versions/search", StringComparison.Ordinal) => """{ "model_versions": [] }""",
                _ => null,
            };
            return body is null ? (404, "{}", null) : (200, body, null);
        });
        using TestProject project = new();
        project.Include(ModelItemKind.Lineage, Item, ("Server", server.Address), ("Model", model));

        ModelBuildResult result = Fetch(project);

        Assert.True(result.Succeeded, string.Join("\n", result.Problems));
        ModelManifest manifest = project.BuildManifest();
        Assert.Equal((Run, model.Split('/', '@')[0]), (manifest.Lineage![0].Run, manifest.Registry![0].Name));
        Assert.Equal(["prompts:/ask/2 Be kind to {{user}}, key ***.", "prompts:/gone/1 "], manifest.Prompts!.Select(prompt => $"{prompt.Path} {prompt.Text}"));
    }

    [Fact]
    public void AServerWhosePagesNeverEndIsLeft()
    {
        int page = 0;
        using TrackingServer server = new(request => request.Contains("get-history", StringComparison.Ordinal)
            ? (200, $$"""{ "metrics": [ { "key": "loss", "value": 1, "timestamp": 1, "step": 1 } ], "next_page_token": "{{++page}}" }""", null)
            : Answer(request));
        using TestProject project = new();
        project.Include(ModelItemKind.Lineage, Item, ("Server", server.Address), ("Run", Run));

        Assert.True(Fetch(project).Succeeded);
        Assert.Equal(200, page);
    }

    [Fact]
    public void AServerThatNamesMoreMetricsThanAnyRunHasIsLeft()
    {
        string metrics = string.Join(", ", Enumerable.Range(0, 200).Select(i => $$"""{ "key": "m{{i}}", "value": 1, "timestamp": 1, "step": 1 }"""));
        int page = 0;
        using TrackingServer server = new(request => request.Contains("runs/get", StringComparison.Ordinal)
            ? (200, $$"""{ "run": { "info": { "run_id": "{{Run}}" }, "data": { "metrics": [ {{metrics}} ] } } }""", null)
            : (200, $$"""{ "metrics": [], "next_page_token": "{{++page}}" }""", null));
        using MLflowConnection connection = new(new Uri(server.Address), "x", null, TimeSpan.FromSeconds(1));

        Problem problem = Assert.Throws<ModelPackException>(() => new MLflowServer(connection, "x").Fetch(new MLflowQuery(Run, null, null), TestContext.Current.CancellationToken)).Problem;

        Assert.Equal(DiagnosticCodes.TrackingServer, problem.Code);
        Assert.Contains("than those of any run", problem.Message, StringComparison.Ordinal);
    }

    private static ModelBuildResult Fetch(TestProject project, params (string Name, string Value)[] variables) =>
        LineageFetch.Run(project.ProjectFile, project.ToProject().Items, false, name => variables.FirstOrDefault(variable => variable.Name == name).Value, TestContext.Current.CancellationToken);

    private static (int Status, string Body, string? Location) Answer(string request)
    {
        const string RunJson = $$"""{ "info": { "run_id": "{{Run}}", "run_name": "named", "experiment_id": "7", "user_id": "jane@example.com", "status": "FINISHED", "start_time": 1000, "end_time": "2000" }, "data": { "metrics": [ { "key": "loss", "value": 0.25, "timestamp": 3, "step": 2 }, { "key": "f1", "value": "NaN", "timestamp": 1, "step": 0 } ], "params": [ { "key": "lr", "value": "0.1" }, { "key": "hub_token", "value": "hf_abcdefghijklmnopqrstuvwx" } ], "tags": [ { "key": "home", "value": "/home/jane/x" } ] }, "inputs": { "dataset_inputs": [ { "tags": [ { "key": "mlflow.data.context", "value": "training" } ], "dataset": { "name": "wine", "digest": "ab", "source_type": "s3", "source": "{\"uri\": \"s3://b/k\"}" } } ] } }""";
        const string VersionJson = $$"""{ "name": "m", "version": "2", "run_id": "{{Run}}", "aliases": ["champion"], "current_stage": "None", "last_updated_timestamp": 5 }""";
        string path = request[..(request.IndexOfAny(['?', ' ']) is > 0 and int end ? end : request.Length)];
        string? body = path switch
        {
            "/api/2.0/mlflow/runs/get" => $$"""{ "run": {{RunJson}} }""",
            "/api/2.0/mlflow/runs/search" => $$"""{ "runs": [ {{RunJson}} ] }""",
            "/api/2.0/mlflow/experiments/get" or "/api/2.0/mlflow/experiments/get-by-name" => """{ "experiment": { "experiment_id": "7", "name": "exp" } }""",
            "/api/2.0/mlflow/experiments/search" => """{ "experiments": [ { "experiment_id": "7", "name": "exp" } ] }""",
            "/api/2.0/mlflow/metrics/get-history" when request.Contains("page_token", StringComparison.Ordinal) => """{ "metrics": [ { "key": "loss", "value": 0.25, "timestamp": 3, "step": 2 } ] }""",
            "/api/2.0/mlflow/metrics/get-history" => """{ "metrics": [ { "key": "loss", "value": 1, "timestamp": 1, "step": 0 }, { "key": "loss", "value": 0.5, "timestamp": 2, "step": 1 } ], "next_page_token": "x y" }""",
            "/api/2.0/mlflow/model-versions/search" => $$"""{ "model_versions": [ {{VersionJson}} ] }""",
            "/api/2.0/mlflow/registered-models/alias" or "/api/2.0/mlflow/model-versions/get" => $$"""{ "model_version": {{VersionJson}} }""",
            _ => null,
        };
        return body is null ? (404, "{}", null) : (200, body, null);
    }
}
