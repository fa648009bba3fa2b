using ModelPack.Core.Diagnostics;
using ModelPack.Core.Lineage.Data;
using ModelPack.Core.Lineage.Python;

namespace ModelPack.Core.Lineage.Wandb;

/// <summary>Reads a run's folder: what the client wrote into <c>files/</c>, and the log beside it.</summary>
internal sealed class WandbRunFolder(LineageSource source, string folder)
{
    private const string ConfigName = "config.yaml";
    private const string MetadataName = "wandb-metadata.json";
    private const string SummaryName = "wandb-summary.json";

    /// <summary>Whether a folder has what a run leaves.</summary>
    public static bool Is(LineagePath path) =>
        path.Has(Path.Combine("files", MetadataName)) || path.Has(Path.Combine("files", SummaryName)) || path.Has(MetadataName) || IsRunName(path.Name) || path.Names().Any(IsLogName);

    /// <summary>Whether a name is that of a run's folder: <c>run-20260402_091244-p7l4uhui</c>.</summary>
    public static bool IsRunName(string name) => Started(name) is not null;

    /// <summary>The time in a run's name, as text that sorts.</summary>
    public static string? Started(string name) => name.Split('-') is [.. ["run"] or ["offline", "run"], { Length: 15 } time, { Length: > 0 }] && time[8] == '_' ? time : null;

    /// <summary>The id in a run's name.</summary>
    public static string IdOf(string name) => name[(name.LastIndexOf('-') + 1)..];

    /// <summary>Reads the run.</summary>
    public WandbRun Read(ImportedFacts facts)
    {
        string name = Path.GetFileName(folder);
        WandbRun run = new() { Id = IsRunName(name) ? IdOf(name) : null };
        string files = Directory.Exists(Path.Combine(folder, "files")) ? Path.Combine(folder, "files") : folder;
        Config(run, Path.Combine(files, ConfigName));
        Metadata(run, Path.Combine(files, MetadataName));
        Summary(run, Path.Combine(files, SummaryName));
        foreach (string log in source.Files.Names(folder).Where(IsLogName))
        {
            Log(source, run, Path.Combine(folder, log));
        }

        Environment(facts, files);
        facts.Code.Dirty = source.Files.Exists(Path.Combine(files, "diff.patch")) ? true : null;
        return run;
    }

    /// <summary>Reads a log into a run.</summary>
    public static void Log(LineageSource source, WandbRun run, string path)
    {
        WandbRecords records = new(path, run);
        try
        {
            using FileStream stream = source.Files.Open(path, LineageFiles.MaximumLog);
            long? end = WandbLogFile.Read(stream, record =>
            {
                source.CancellationToken.ThrowIfCancellationRequested();
                records.Take(record);
            });
            if (end is { } place)
            {
                source.Notice(DiagnosticCodes.LogBroken, $"'{Path.GetFileName(path)}' breaks off at byte {place} of {stream.Length}, as the log of a run that was killed does. What precedes is taken.", path);
            }
        }
        catch (InvalidDataException exception)
        {
            throw LineageProblems.Bad(path, 0, exception.Message, "a log of Weights & Biases", exception);
        }

        records.Finish();
    }

    private static bool IsLogName(string name) => name.EndsWith(".wandb", StringComparison.Ordinal);

    private void Config(WandbRun run, string path)
    {
        if (source.Files.Exists(path) && source.Files.Yaml(path, "a run's configuration") is { } root)
        {
            LineageFiles.Guard(path, "a run's configuration", () =>
            {
                WandbConfig.Add(run, root);
                return 0;
            });
        }
    }

    private void Metadata(WandbRun run, string path)
    {
        if (source.Files.Exists(path))
        {
            WandbMetadata.Add(run, source.Files.Json(path, "a run's metadata"));
        }
    }

    private void Summary(WandbRun run, string path)
    {
        if (!source.Files.Exists(path))
        {
            return;
        }

        DataNode root = source.Files.Json(path, "a run's summary");
        foreach ((string name, DataNode value) in root.Pairs)
        {
            WandbSummary.Add(name, value, run.Summary);
        }

        run.Runtime ??= Seconds(root["_wandb"]?.String("runtime")) ?? Seconds(root.String("_runtime"));
    }

    private static double? Seconds(string? text) => text is not null && ScalarValues.Double(text) is { } seconds and >= 0 and < 1e9 ? seconds : null;

    /// <summary>What pip had installed, and conda.</summary>
    private void Environment(ImportedFacts facts, string files)
    {
        foreach (string name in (string[])["requirements.txt", "conda-environment.yaml"])
        {
            string path = Path.Combine(files, name);
            if (source.Files.Exists(path))
            {
                PythonImporter.Read(source, facts, path);
            }
        }
    }
}
