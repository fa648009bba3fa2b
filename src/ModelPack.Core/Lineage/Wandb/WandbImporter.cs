using ModelPack.Core.Diagnostics;

namespace ModelPack.Core.Lineage.Wandb;

/// <summary>Reads Weights &amp; Biases: a run's folder, the newest of several, a run's log alone, or an artifact's manifest.</summary>
internal sealed class WandbImporter : ILineageImporter
{
    private const string Kind = "Wandb";
    private const string ManifestName = "wandb_manifest.json";
    private const string PublicServer = "https://wandb.ai";

    public IReadOnlyList<string> Kinds { get; } = [Kind];

    public string? Detect(LineagePath path)
    {
        bool isOurs = path.IsFolder
            ? path.Name == "wandb" || WandbRunFolder.Is(path) || path.Names().Any(WandbRunFolder.IsRunName) || path.Has("wandb")
            : path.IsFile(ManifestName) || path.Extension == ".wandb" || path.BeginsWith(":W&B"u8);
        return isOurs ? Kind : null;
    }

    public void Import(LineageSource source, ImportedFacts facts)
    {
        facts.IsTracker = true;
        if (!source.IsFolder)
        {
            if (Path.GetExtension(source.Path).Equals(".json", StringComparison.OrdinalIgnoreCase))
            {
                WandbManifest.Read(source, facts, source.Path);
                return;
            }

            WandbRun logged = new();
            WandbRunFolder.Log(source, logged, source.Path);
            WandbFacts.Add(source, facts, logged, Server(source, source.Folder));
            return;
        }

        if (WandbRunFolder.IsRunName(source.Name) && Path.GetDirectoryName(source.Path) is { } above)
        {
            // The client's settings lie beside its runs.
            source.Files = new LineageFiles(above);
        }

        string folder = WandbRunFolder.Is(new LineagePath(source.Path, true)) ? source.Path : Choose(source);
        source.Files.Forget();
        WandbRun run = new WandbRunFolder(source, folder).Read(facts);
        if (run is { Id: null, Config.Count: 0, Summary.Count: 0, System: null, Started: null })
        {
            throw new ModelPackException(new Problem(DiagnosticCodes.BadLineageFile, $"'{source.Name}' holds nothing that a run of Weights & Biases leaves. Name the folder of a run, e.g. 'wandb/run-20260402_091244-p7l4uhui'.", source.Path));
        }

        WandbFacts.Add(source, facts, run, Server(source, folder));
    }

    /// <summary>The wanted run, else the newest. Links such as <c>latest-run</c> name one of the others.</summary>
    private static string Choose(LineageSource source)
    {
        string root = source.Path;
        if (Path.GetFileName(root) != "wandb" && Directory.Exists(Path.Combine(root, "wandb")))
        {
            root = Path.Combine(root, "wandb");
        }

        List<string> runs = [.. source.Files.Names(root).Where(name => WandbRunFolder.IsRunName(name) && Directory.Exists(Path.Combine(root, name)))
            .OrderByDescending(WandbRunFolder.Started, StringComparer.Ordinal).ThenBy(name => name, StringComparer.Ordinal)];
        string? wanted = source.Item.Get("Run");
        string? chosen = wanted is null ? runs.FirstOrDefault() : runs.Find(name => name == wanted || WandbRunFolder.IdOf(name) == wanted) ?? runs.Find(name => NameOf(source, Path.Combine(root, name)) == wanted);
        if (chosen is null)
        {
            string cure = runs.Count == 0 ? "Name the folder that the training wrote to, or remove the ModelLineage item" : $"Set Run to one of {string.Join(", ", runs.Take(10).Select(name => $"'{WandbRunFolder.IdOf(name)}'"))}";
            throw new ModelPackException(new Problem(DiagnosticCodes.RunNotFound, $"'{source.Name}' has {(wanted is null ? "no run" : $"no run '{wanted}'")}. {cure}.", source.Path));
        }

        if (wanted is null && runs.Count > 1)
        {
            source.Notice(DiagnosticCodes.RunChosen, $"'{source.Name}' holds {runs.Count} runs; the newest is taken: '{chosen}'. Set Run on the ModelLineage item to take another.");
        }

        return Path.Combine(root, chosen);
    }

    /// <summary>The name that people gave a run, which only its log has.</summary>
    private static string? NameOf(LineageSource source, string folder)
    {
        WandbRun run = new();
        foreach (string log in source.Files.Names(folder).Where(name => name.EndsWith(".wandb", StringComparison.Ordinal)))
        {
            try
            {
                using FileStream stream = source.Files.Open(Path.Combine(folder, log), LineageFiles.MaximumLog);
                WandbRecords records = new(log, run);
                WandbLogFile.Read(stream, records.Take);
            }
            catch (Exception exception) when (exception is InvalidDataException or ModelPackException)
            {
                // Another run's log; it is told when it is the one.
            }
        }

        return run.Name;
    }

    /// <summary>Where the run is shown: the server in the client's settings beside the runs, else the public one; nowhere for a run that was not sent.</summary>
    private static string? Server(LineageSource source, string folder)
    {
        if (Path.GetFileName(folder).StartsWith("offline-", StringComparison.Ordinal))
        {
            return null;
        }

        string settings = Path.Combine(Path.GetDirectoryName(folder) ?? folder, "settings");
        string server = PublicServer;
        if (source.Files.IsInside(settings) && source.Files.Exists(settings))
        {
            source.Files.Lines(settings, "settings of Weights & Biases", (line, _) => server = line.Split('=', 2) is [var key, var value] && key.Trim() == "base_url" ? value.Trim() : server);
        }

        return server;
    }
}
