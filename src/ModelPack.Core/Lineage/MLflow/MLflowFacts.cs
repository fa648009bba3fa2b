using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Xml;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Lineage.Data;

namespace ModelPack.Core.Lineage.MLflow;

/// <summary>Turns what a store says of a run into facts.</summary>
internal static class MLflowFacts
{
    private const int MaximumTags = 200;
    private const int MaximumTag = 2000;
    private const int MaximumPrompt = 1 << 16;

    /// <summary>Adds a snapshot.</summary>
    public static void Add(LineageSource source, ImportedFacts facts, MLflowSnapshot snapshot)
    {
        facts.IsTracker = true;
        facts.Source.Repository ??= snapshot.Tracking;
        if (snapshot.Run is { } run)
        {
            Add(facts, run);
            if (snapshot.Candidates > 1)
            {
                source.Notice(DiagnosticCodes.RunChosen, $"'{source.Name}' holds {snapshot.Candidates} runs; the newest is taken: {(run.Name is { } name ? $"'{name}' ({run.Id})" : $"'{run.Id}'")}. Set Run on the ModelLineage item to take another.");
            }
        }

        foreach (MLflowVersion version in snapshot.Versions)
        {
            facts.Registry.Add(new ModelRegistration
            {
                Registry = "MLflow",
                Name = version.Name,
                Version = version.Version,
                Stages = version.Stage is { Length: > 0 } stage and not "None" ? [stage] : null,
                Aliases = version.Aliases.Count > 0 ? version.Aliases : null,
                Actor = version.User is { Length: > 0 } user ? user : null,
                Updated = Time(version.Updated),
                Description = version.Description is { Length: > 0 } description ? description : null,
            });
        }

        foreach (MLflowPrompt prompt in snapshot.Prompts)
        {
            byte[] text = Encoding.UTF8.GetBytes(prompt.Text ?? "");
            facts.Prompts.Add(new ModelDocument
            {
                Path = $"prompts:/{prompt.Name}/{prompt.Version}",
                Sha256 = Convert.ToHexStringLower(SHA256.HashData(text)),
                Size = text.Length,
                Text = prompt.Text is { Length: <= MaximumPrompt } shown ? shown : null,
            });
        }
    }

    private static void Add(ImportedFacts facts, MLflowRun run)
    {
        ModelLineageSource identity = facts.Source;
        (identity.Run, identity.RunName, identity.Experiment, identity.Status) = (run.Id, run.Name ?? run.Tags.GetValueOrDefault("mlflow.runName"), run.Experiment, run.Status);
        ModelTraining training = facts.Training;
        training.Author = run.User is { Length: > 0 } user ? user : run.Tags.GetValueOrDefault("mlflow.user");
        (training.Started, training.Ended) = (Time(run.Start), Time(run.End));
        training.Duration = run is { Start: { } start, End: { } end } && end >= start ? XmlConvert.ToString(TimeSpan.FromMilliseconds(end - start)) : null;
        foreach ((string name, string value) in run.Params)
        {
            facts.Hyperparameters[name] = ScalarValues.Setting(value);
        }

        foreach (LoggedMetric metric in run.Metrics)
        {
            facts.Metrics.Add(metric.ToMetric());
        }

        Code(facts, run);
        foreach (MLflowDataset data in run.Datasets)
        {
            facts.Data.Add(Dataset(data));
        }

        Tags(facts, run);
    }

    private static void Code(ImportedFacts facts, MLflowRun run)
    {
        string? Tag(string name) => run.Tags.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;

        ModelCode code = facts.Code;
        code.Commit ??= Tag("mlflow.source.git.commit") ?? Tag("mlflow.databricks.gitRepoCommit") ?? (run.SourceVersion is { Length: > 0 } version ? version : null);
        code.Branch ??= Tag("mlflow.source.git.branch");
        code.Repository ??= Tag("mlflow.source.git.repoURL") ?? Tag("mlflow.databricks.gitRepoUrl");
        string? name = Tag("mlflow.source.name") ?? run.SourceName;

        // A notebook names its kernel, which is the same for all.
        code.TrainingEntryPoint ??= string.IsNullOrEmpty(name) || name.EndsWith("ipykernel_launcher.py", StringComparison.Ordinal) ? null : name;
    }

    private static ModelDataset Dataset(MLflowDataset data) => new()
    {
        Name = data.Name,
        Role = data.Context,
        Digest = data.Digest is { Length: > 0 } digest ? $"mlflow:{digest}" : null,
        Uri = Address(data.Source),
        Provenance = data.SourceType is { Length: > 0 } type and not ("local" or "code") ? type : null,
        Statistics = data.Profile is { Length: > 0 and <= MaximumTag } profile and not "{}" ? profile : null,
    };

    /// <summary>The address in what the tool writes of a source: <c>{"uri": …}</c>, <c>{"url": …}</c>, <c>{"path": …}</c>.</summary>
    private static string? Address(string? source)
    {
        if (string.IsNullOrEmpty(source))
        {
            return null;
        }

        try
        {
            DataNode node = JsonData.Read(Encoding.UTF8.GetBytes(source));
            return node.String("uri") ?? node.String("url") ?? node.String("path") ?? node.String("table_name") ?? node.String("delta_table_name");
        }
        catch (DataException)
        {
            return source.Length <= MaximumTag ? source : null;
        }
    }

    private static void Tags(ImportedFacts facts, MLflowRun run)
    {
        foreach ((string name, string value) in run.Tags)
        {
            bool own = !name.StartsWith("mlflow.", StringComparison.Ordinal) || name is "mlflow.note.content" or "mlflow.parentRunId" or "mlflow.docker.image.uri" or "mlflow.docker.image.id";
            if (own && value.Length <= MaximumTag && facts.Source.Tags is null or { Count: < MaximumTags })
            {
                (facts.Source.Tags ??= new(StringComparer.Ordinal))[name] = value;
            }
        }
    }

    private static DateTimeOffset? Time(long? milliseconds) => milliseconds is > 0 and < 253_402_300_800_000 ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds.Value) : null;
}
