using System.Globalization;
using System.Text.Json;
using System.Xml;

namespace ModelPack.Core.Lineage.Wandb;

/// <summary>Turns what is known of a run into facts.</summary>
internal static class WandbFacts
{
    private const string Registry = "Weights & Biases";

    /// <summary>Adds a run.</summary>
    /// <param name="source">The source.</param>
    /// <param name="facts">Takes the facts.</param>
    /// <param name="run">The run.</param>
    /// <param name="server">Where runs are shown; <see langword="null"/> for a run that was never sent.</param>
    public static void Add(LineageSource source, ImportedFacts facts, WandbRun run, string? server)
    {
        facts.IsTracker = true;
        (facts.Source.Run, facts.Source.RunName, facts.Source.Tool) = (run.Id, run.Name, run.Tool is { } tool ? $"wandb {tool}" : null);
        facts.Source.Experiment = run.Entity is { Length: > 0 } entity && run.Project is { } project ? $"{entity}/{project}" : run.Project;
        facts.Source.Status = run.ExitCode switch
        {
            null => null,
            0 => "FINISHED",
            { } code => string.Create(CultureInfo.InvariantCulture, $"FAILED (exit code {code})"),
        };
        Training(facts, run, server);
        (facts.Code.Repository, facts.Code.Commit, facts.Code.TrainingEntryPoint) = (run.Repository, run.Commit, run.Program);
        facts.Environment.OperatingSystem ??= run.System;
        facts.Environment.Language ??= run.Python is { } python ? $"python {python.Replace("CPython ", "", StringComparison.Ordinal)}" : null;
        facts.Architecture.Framework = run.Framework;
        foreach ((string name, JsonElement value) in run.Config)
        {
            facts.Hyperparameters[name] = value;
        }

        Arguments(facts, run.Arguments);
        Metrics(facts, run);
        Artifacts(source, facts, run);
        Tags(facts, run, source.Project.Lineage.PersonalData);
    }

    private static void Training(ImportedFacts facts, WandbRun run, string? server)
    {
        (facts.Training.Author, facts.Training.Started) = (run.User, run.Started);
        facts.Training.Duration = run.Runtime is { } seconds ? XmlConvert.ToString(TimeSpan.FromSeconds(Math.Round(seconds, 3))) : null;
        facts.Training.Ended = run is { Started: { } started, Runtime: { } runtime } && started.Year < 9000 ? started.AddSeconds(Math.Round(runtime, 3)) : null;
        List<string> compute = [];
        if (run.Gpu is { } gpu)
        {
            compute.Add(run.GpuCount > 1 ? string.Create(CultureInfo.InvariantCulture, $"{run.GpuCount} x {gpu}") : gpu);
        }

        if (run.CpuCount is { } cores)
        {
            compute.Add(string.Create(CultureInfo.InvariantCulture, $"{cores} CPU cores"));
        }

        if (run.Cuda is { } cuda)
        {
            compute.Add($"CUDA {cuda}");
        }

        facts.Training.Compute = compute.Count > 0 ? string.Join(", ", compute) : null;
        if (server is not null && run is { Entity: { Length: > 0 } entity, Project: { Length: > 0 } project, Id: { } id })
        {
            facts.Training.Experiments = [$"{server.TrimEnd('/')}/{Uri.EscapeDataString(entity)}/{Uri.EscapeDataString(project)}/runs/{Uri.EscapeDataString(id)}"];
        }
    }

    /// <summary><c>--name value</c>, <c>--name=value</c>, <c>--flag</c>.</summary>
    private static void Arguments(ImportedFacts facts, List<string> arguments)
    {
        List<string> positional = [];
        for (int i = 0; i < arguments.Count; i++)
        {
            string argument = arguments[i];
            if (!IsOption(argument))
            {
                positional.Add(argument);
                continue;
            }

            string[] parts = argument.TrimStart('-').Split('=', 2);
            bool hasNext = parts.Length == 1 && i + 1 < arguments.Count && !IsOption(arguments[i + 1]);
            string value = parts.Length == 2 ? parts[1] : hasNext ? arguments[++i] : "true";
            facts.TrainingArguments[parts[0]] = ScalarValues.Setting(value);
        }

        if (positional.Count > 0)
        {
            facts.TrainingArguments["arguments"] = JsonSerializer.SerializeToElement(new System.Text.Json.Nodes.JsonArray([.. positional.Select(text => System.Text.Json.Nodes.JsonValue.Create(text))]), LineageJsonContext.Default.JsonNode);
        }
    }

    private static bool IsOption(string argument) => argument.Length > 1 && argument[0] == '-' && !char.IsAsciiDigit(argument[1]) && argument.TrimStart('-').Length > 0;

    /// <summary>The summary is what the run says of itself; the history completes it.</summary>
    private static void Metrics(ImportedFacts facts, WandbRun run)
    {
        foreach (string name in run.Summary.Keys.Union(run.History.Keys, StringComparer.Ordinal))
        {
            LoggedMetric? history = run.History.GetValueOrDefault(name);
            ModelMetric metric = history?.ToMetric() ?? new ModelMetric { Name = name };
            metric.Value = run.Summary.TryGetValue(name, out double value) ? value : metric.Value;
            metric.HigherIsBetter = run.Goals.TryGetValue(name, out bool higher) ? higher : null;
            facts.Metrics.Add(metric);
        }
    }

    private static void Artifacts(LineageSource source, ImportedFacts facts, WandbRun run)
    {
        foreach (WandbArtifact artifact in run.Artifacts)
        {
            (string name, string? version) = artifact.Name.Split(':', 2) is [var plain, var tag] ? (plain, tag) : (artifact.Name, null);
            if (artifact.Used)
            {
                if (artifact.Type == "model")
                {
                    facts.BaseModels.Add(new ModelBaseModel { Name = name, Revision = version });
                }
                else
                {
                    facts.Data.Add(new ModelDataset { Name = name, Version = version });
                }
            }
            else if (artifact.Type == "model")
            {
                facts.Registry.Add(new ModelRegistration { Registry = Registry, Name = name, Version = artifact.Digest, Aliases = artifact.Aliases.Count > 0 ? artifact.Aliases : null });
            }

            foreach ((string local, _, string digest) in artifact.Files)
            {
                if (local.Length > 0 && WandbDigest.ToHex(digest) is { } hex)
                {
                    source.Claim(facts, local, source.Folder, DigestAlgorithm.Md5, hex);
                }
            }
        }
    }

    private static void Tags(ImportedFacts facts, WandbRun run, bool keepPersonalData)
    {
        SortedDictionary<string, string> tags = new(StringComparer.Ordinal);
        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value) && value.Length <= 2000)
            {
                tags[name] = value;
            }
        }

        Add("notes", run.Notes);
        Add("tags", string.Join(", ", run.Tags));
        Add("docker", run.Docker);
        if (keepPersonalData)
        {
            Add("email", run.Mail);
            Add("host", run.Host);
        }

        facts.Source.Tags = tags.Count > 0 ? tags : null;
    }
}
