using System.Globalization;
using ModelPack.Core.Lineage.Sqlite;

namespace ModelPack.Core.Lineage.MLflow;

/// <summary>
/// Reads a tracking database, whatever its version: columns are found by name, and those that are not there are null. Runs in the child process.
/// Source: <c>tests/resources/db/latest_schema.sql</c> of mlflow.
/// </summary>
internal sealed class MLflowDatabaseReader
{
    private readonly SqliteDatabase _database;
    private readonly MLflowQuery _query;

    private MLflowDatabaseReader(SqliteDatabase database, MLflowQuery query) => (_database, _query) = (database, query);

    /// <summary>Reads what is asked for.</summary>
    /// <param name="path">The full path of the database.</param>
    /// <param name="query">What is wanted.</param>
    /// <exception cref="SqliteException">It is no tracking database, or damaged.</exception>
    /// <exception cref="MLflowNotFoundException">What is asked for is not there.</exception>
    public static MLflowSnapshot Read(string path, MLflowQuery query)
    {
        using SqliteDatabase database = new(path);
        return database.Has("runs") && database.Has("experiments")
            ? new MLflowDatabaseReader(database, query).Read()
            : throw new SqliteException("It is no MLflow tracking database: it has no tables 'runs' and 'experiments'.");
    }

    private MLflowSnapshot Read()
    {
        MLflowSnapshot snapshot = new();
        List<MLflowPrompt> prompts = [];
        List<MLflowVersion> versions = Versions(prompts);
        Dictionary<string, string?> runOfModel = new(StringComparer.Ordinal);
        _database.Read("logged_models", ["model_id", "source_run_id"], row => runOfModel[row.Text(0) ?? ""] = row.Text(1));
        MLflowLinks links = new(versions, model => runOfModel.GetValueOrDefault(model));
        MLflowVersion? wanted = _query.Find(versions);
        if (_query.Model is { } model && wanted is null)
        {
            throw new MLflowNotFoundException(model, [.. versions.Select(version => $"{version.Name}/{version.Version}").Distinct(StringComparer.Ordinal).Take(10)], isModel: true);
        }

        string? id = wanted is null ? _query.Run : links.RunOf(wanted);
        if (wanted is null || id is not null)
        {
            snapshot.Run = Choose(_query with { Run = id }, snapshot, required: wanted is null);
        }

        if (snapshot.Run is { } run)
        {
            Fill(run);
            run.Models.AddRange(runOfModel.Where(logged => logged.Value == run.Id && !run.Models.Contains(logged.Key)).Select(logged => logged.Key).Order(StringComparer.Ordinal));
            snapshot.Prompts = MLflowPrompts.Of(run, [], prompts);
        }

        snapshot.Versions = [.. (wanted is null ? Enumerable.Empty<MLflowVersion>() : [wanted]).Concat(snapshot.Run is null ? [] : links.VersionsOf(snapshot.Run)).Distinct()];
        return snapshot;
    }

    private MLflowRun? Choose(MLflowQuery query, MLflowSnapshot snapshot, bool required)
    {
        Dictionary<string, string?> experiments = new(StringComparer.Ordinal);
        _database.Read("experiments", ["experiment_id", "name", "lifecycle_stage"], row =>
        {
            if (row.Text(2) is null or "active" && query.WantsExperiment(row.Text(0), row.Text(1)))
            {
                experiments[row.Text(0) ?? ""] = row.Text(1);
            }
        });

        // Older stores have a run's name in a tag only.
        Dictionary<string, string?> names = new(StringComparer.Ordinal);
        _database.Read("tags", ["key", "value", "run_uuid"], row =>
        {
            if (row.Text(0) == "mlflow.runName")
            {
                names[row.Text(2) ?? ""] = row.Text(1);
            }
        });

        List<MLflowRun> runs = [];
        List<string> known = [];
        _database.Read("runs", ["run_uuid", "name", "experiment_id", "user_id", "status", "start_time", "end_time", "source_version", "source_name", "lifecycle_stage"], row =>
        {
            if (row.Text(0) is not { } id || row.Text(9) is not (null or "active") || !experiments.TryGetValue(row.Text(2) ?? "", out string? experiment))
            {
                return;
            }

            string? name = row.Text(1) is { Length: > 0 } own ? own : names.GetValueOrDefault(id);
            known.Add(name ?? id);
            if (query.WantsRun(id, name))
            {
                runs.Add(new MLflowRun
                {
                    Id = id,
                    Name = name,
                    ExperimentId = row.Text(2),
                    Experiment = experiment,
                    User = row.Text(3),
                    Status = row.Text(4),
                    Start = row.Integer(5),
                    End = row.Integer(6),
                    SourceVersion = row.Text(7),
                    SourceName = row.Text(8),
                });
            }
        });
        MLflowRun? chosen = runs.OrderByDescending(run => run.Start ?? 0).ThenBy(run => run.Id, StringComparer.Ordinal).FirstOrDefault();
        if (chosen is null && required)
        {
            throw new MLflowNotFoundException(query.Run, [.. known.Take(11)], isModel: false);
        }

        snapshot.Candidates = query.Run is not null && query.Run == chosen?.Id ? 1 : runs.Count;
        return chosen;
    }

    private void Fill(MLflowRun run)
    {
        byte[] id = _database.Encode(run.Id);
        Pairs("params", run.Params, id);
        Pairs("tags", run.Tags, id);
        Metrics(run, id);
        Inputs(run);
    }

    private void Pairs(string table, SortedDictionary<string, string> pairs, byte[] run) => _database.Read(table, ["key", "value", "run_uuid"], row =>
    {
        if (row.Is(2, run) && row.Text(0) is { } key)
        {
            pairs[key] = row.Text(1) ?? "";
        }
    });

    private void Metrics(MLflowRun run, byte[] id)
    {
        SortedDictionary<string, LoggedMetric> metrics = new(StringComparer.Ordinal);
        _database.Read("metrics", ["key", "value", "timestamp", "run_uuid", "step", "is_nan"], row =>
        {
            if (!row.Is(3, id) || row.Text(0) is not { } key)
            {
                return;
            }

            if (!metrics.TryGetValue(key, out LoggedMetric? metric))
            {
                metrics[key] = metric = new LoggedMetric { Key = key };
            }

            metric.Add(Value(row.Number(1), row.Integer(5)), row.Integer(2) ?? 0, row.Integer(4) ?? 0);
        });
        run.Metrics = [.. metrics.Values];
        _database.Read("logged_model_metrics", ["metric_name", "dataset_name", "run_id"], row =>
        {
            if (row.Is(2, id) && row.Text(1) is { Length: > 0 } data && metrics.TryGetValue(row.Text(0) ?? "", out LoggedMetric? metric))
            {
                metric.Dataset = data;
            }
        });
    }

    /// <summary>Databases have no NaN and no infinity.</summary>
    private static double Value(double? value, long? isNaN) => isNaN == 1 || value is null
        ? double.NaN
        : value switch
        {
            double.MaxValue => double.PositiveInfinity,
            double.MinValue => double.NegativeInfinity,
            _ => value.Value,
        };

    private void Inputs(MLflowRun run)
    {
        Dictionary<string, string> inputs = new(StringComparer.Ordinal);
        _database.Read("inputs", ["input_uuid", "source_type", "source_id", "destination_type", "destination_id"], row =>
        {
            if (row.Text(1) == "DATASET" && row.Text(4) == run.Id && row.Text(3) == "RUN")
            {
                inputs[row.Text(0) ?? ""] = row.Text(2) ?? "";
            }
            else if (row.Text(1) == "RUN_OUTPUT" && row.Text(2) == run.Id && row.Text(3) == "MODEL_OUTPUT" && row.Text(4) is { } model && !run.Models.Contains(model))
            {
                run.Models.Add(model);
            }
        });
        Dictionary<string, string?> contexts = new(StringComparer.Ordinal);
        _database.Read("input_tags", ["input_uuid", "name", "value"], row =>
        {
            if (row.Text(1) == MLflowDataset.ContextTag && inputs.TryGetValue(row.Text(0) ?? "", out string? data))
            {
                contexts[data] = row.Text(2);
            }
        });
        HashSet<string> wanted = new(inputs.Values, StringComparer.Ordinal);
        _database.Read("datasets", ["dataset_uuid", "name", "digest", "dataset_source_type", "dataset_source", "dataset_profile"], row =>
        {
            if (row.Text(0) is { } id && wanted.Contains(id))
            {
                run.Datasets.Add(new MLflowDataset
                {
                    Name = row.Text(1) ?? "",
                    Digest = row.Text(2),
                    SourceType = row.Text(3),
                    Source = row.Text(4),
                    Profile = row.Text(5),
                    Context = contexts.GetValueOrDefault(id),
                });
            }
        });
    }

    private List<MLflowVersion> Versions(List<MLflowPrompt> prompts)
    {
        Dictionary<(string, string), List<string>> aliases = [];
        _database.Read("registered_model_aliases", ["name", "version", "alias"], row =>
        {
            (string, string) key = (row.Text(0) ?? "", row.Text(1) ?? "");
            if (!aliases.TryGetValue(key, out List<string>? names))
            {
                aliases[key] = names = [];
            }

            names.Add(row.Text(2) ?? "");
        });
        HashSet<string> promptNames = new(StringComparer.Ordinal);
        _database.Read("registered_model_tags", ["key", "value", "name"], row =>
        {
            if (row.Text(0) == MLflowPrompts.IsPromptTag && row.Text(1) is "true" or "True")
            {
                promptNames.Add(row.Text(2) ?? "");
            }
        });
        Dictionary<(string, string), MLflowPrompt> texts = [];
        List<MLflowVersion> versions = [];
        _database.Read("model_versions", ["name", "version", "current_stage", "run_id", "source", "user_id", "last_updated_time", "description"], row =>
        {
            (string name, string version) = (row.Text(0) ?? "", row.Text(1) ?? "");
            if (promptNames.Contains(name))
            {
                texts[(name, version)] = new MLflowPrompt { Name = name, Version = version };
                return;
            }

            versions.Add(new MLflowVersion
            {
                Name = name,
                Version = version,
                Stage = row.Text(2),
                Aliases = [.. aliases.GetValueOrDefault((name, version), []).Order(StringComparer.Ordinal)],
                RunId = row.Text(3),
                Source = row.Text(4),
                User = row.Text(5),
                Updated = row.Integer(6),
                Description = row.Text(7),
            });
        });
        _database.Read("model_version_tags", ["key", "value", "name", "version"], row =>
        {
            if (texts.TryGetValue((row.Text(2) ?? "", row.Text(3) ?? ""), out MLflowPrompt? prompt))
            {
                prompt.Text = row.Text(0) == MLflowPrompts.TextTag ? row.Text(1) : prompt.Text;
                prompt.Runs = row.Text(0) == MLflowPrompts.RunsTag ? [.. (row.Text(1) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)] : prompt.Runs;
            }
        });
        prompts.AddRange(texts.Values);
        return [.. versions.OrderBy(version => version.Name, StringComparer.Ordinal).ThenBy(version => long.TryParse(version.Version, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : 0)];
    }
}
