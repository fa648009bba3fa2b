using System.Diagnostics;
using System.Text.Json;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Validation;
using ModelPack.Core.Validation.Protocol;

namespace ModelPack.Core.Lineage.MLflow;

/// <summary>Reads a tracking database. Others wrote it, so it is opened in the child process, within limits of time and memory, never in the build.</summary>
internal static class MLflowDatabase
{
    private const long MaximumMemory = 1L << 30;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    public static void Read(LineageSource source, ImportedFacts facts, MLflowQuery query, string path)
    {
        // The database, and what of it is still in its log.
        if (!source.Files.Exists(path))
        {
            throw LineageProblems.Unreadable(path, "It does not exist.");
        }

        source.Files.Note(path);
        if (source.Files.Exists(path + "-wal"))
        {
            source.Files.Note(path + "-wal");
        }

        ValidatorEvent answer = Ask(source, query, path);
        MLflowSnapshot snapshot = Snapshot(source, query, path, answer);
        Artifacts(source, facts, path, snapshot);
        MLflowFacts.Add(source, facts, snapshot);
    }

    private static MLflowSnapshot Snapshot(LineageSource source, MLflowQuery query, string path, ValidatorEvent answer)
    {
        if (answer.Failure is { } failure)
        {
            throw failure.Kind switch
            {
                ValidatorFailure.NoRun => MLflowProblems.NoRun(source, query, failure.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries)),
                ValidatorFailure.NoModel => MLflowProblems.NoModel(source, query.Model!, failure.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries)),
                _ => Unreadable(path, failure.Message),
            };
        }

        try
        {
            return JsonSerializer.Deserialize(answer.Message ?? "", MLflowJsonContext.Default.MLflowSnapshot) ?? throw Unreadable(path, "The child process gave no answer.");
        }
        catch (JsonException exception)
        {
            throw Unreadable(path, exception.Message);
        }
    }

    private static ValidatorEvent Ask(LineageSource source, MLflowQuery query, string path)
    {
        ValidatorOptions options = new() { DotNetHostPath = source.Project.DotNetHost, ValidatorAssembly = source.Project.ValidatorAssembly };
        using ValidatorProcess child = ValidatorProcess.Start(options);
        child.Send(new ValidatorCommand { TrackingStore = path, Run = query.Run, Experiment = query.Experiment, RegisteredModel = query.Model, MemoryLimit = MaximumMemory });
        Stopwatch watch = Stopwatch.StartNew();
        while (true)
        {
            if (child.Read(Poll, source.CancellationToken) is { Event: ValidatorEvent.Done or ValidatorEvent.Failed } answer)
            {
                return answer;
            }

            if (child.Ended)
            {
                throw Unreadable(path, $"The child process ended: {ExitDescription.Of(child.WaitForExit())} {child.Errors}".TrimEnd());
            }

            if (watch.Elapsed > Limit)
            {
                throw Unreadable(path, $"It was not read within {Limit.TotalSeconds} s.");
            }

            if (child.ReadMemory() > 2 * MaximumMemory)
            {
                throw Unreadable(path, "Reading it needs more memory than any real one.");
            }
        }
    }

    /// <summary>The models that a run logged, where they lie beside the database, as they do by default.</summary>
    private static void Artifacts(LineageSource source, ImportedFacts facts, string path, MLflowSnapshot snapshot)
    {
        if (snapshot.Run is not { ExperimentId: { Length: > 0 } experiment } run || experiment.AsSpan().ContainsAny("/\\.") || run.Id.AsSpan().ContainsAny("/\\."))
        {
            return;
        }

        foreach (string root in (string[])["mlruns", "mlartifacts"])
        {
            string folder = Path.Combine(Path.GetDirectoryName(path)!, root, experiment);
            IEnumerable<string> places = run.Models.Where(model => !model.AsSpan().ContainsAny("/\\.")).Select(model => Path.Combine(folder, "models", model, "artifacts"))
                .Concat(source.Files.Names(Path.Combine(folder, run.Id, "artifacts")).Select(name => Path.Combine(folder, run.Id, "artifacts", name)));
            if (places.Select(place => Path.Combine(place, MLflowModelFile.FileName)).FirstOrDefault(source.Files.Exists) is { } model)
            {
                new MLflowModelFile(source, model).AddTo(facts);
                return;
            }
        }
    }

    private static ModelPackException Unreadable(string path, string why) => new(new Problem(
        DiagnosticCodes.TrackingStore,
        $"The tracking database '{Path.GetFileName(path)}' cannot be read: {(why.EndsWith('.') ? why : why + ".")} Build again when nothing writes to it; name the database that MLflow wrote, or remove the ModelLineage item.",
        path));
}
