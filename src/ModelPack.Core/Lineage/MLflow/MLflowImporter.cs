using ModelPack.Core.Lineage.Data;

namespace ModelPack.Core.Lineage.MLflow;

/// <summary>Reads MLflow: a logged model, a run or store on disk, a database, or a run that was exported.</summary>
internal sealed class MLflowImporter : ILineageImporter
{
    private const string Kind = "MLflow";
    private const string DatabaseName = "mlflow.db";

    /// <summary>How far above a logged model its run is looked for.</summary>
    private const int Levels = 5;

    public IReadOnlyList<string> Kinds { get; } = [Kind];

    public string? Detect(LineagePath path)
    {
        if (!path.IsFolder)
        {
            return path.Name == MLflowModelFile.FileName || path.IsFile(DatabaseName, "run.json") || path.Name.EndsWith(".mlflow.json", StringComparison.OrdinalIgnoreCase) || path.BeginsWith("SQLite format 3\0"u8) ? Kind : null;
        }

        bool isStore = path.Name == "mlruns" || path.Has("mlruns") || path.Has(MLflowModelFile.FileName) || path.Has(DatabaseName)
            || (path.Has(MLflowRunFolder.MetaName) && (path.Has("metrics") || path.Has("params") || path.Has("tags")))
            || path.Names().Any(name => path.Has(Path.Combine(name, MLflowRunFolder.MetaName)));
        return isStore ? Kind : null;
    }

    public void Import(LineageSource source, ImportedFacts facts)
    {
        facts.IsTracker = true;
        MLflowQuery query = MLflowQuery.Of(source);
        if (!source.IsFolder)
        {
            File(source, facts, query);
        }
        else if (source.Files.Exists(Path.Combine(source.Path, MLflowModelFile.FileName)))
        {
            Model(source, facts, query, Path.Combine(source.Path, MLflowModelFile.FileName));
        }
        else if (source.Files.Exists(Path.Combine(source.Path, DatabaseName)))
        {
            MLflowDatabase.Read(source, facts, query, Path.Combine(source.Path, DatabaseName));
        }
        else
        {
            Store(source, facts, query);
        }
    }

    private static void File(LineageSource source, ImportedFacts facts, MLflowQuery query)
    {
        if (source.Name == MLflowModelFile.FileName)
        {
            Model(source, facts, query, source.Path);
        }
        else if (Path.GetExtension(source.Path).Equals(".json", StringComparison.OrdinalIgnoreCase))
        {
            MLflowExport.Read(source, facts, source.Path);
        }
        else
        {
            MLflowDatabase.Read(source, facts, query, source.Path);
        }
    }

    private static void Store(LineageSource source, ImportedFacts facts, MLflowQuery query)
    {
        string root = Directory.Exists(Path.Combine(source.Path, "mlruns")) ? Path.Combine(source.Path, "mlruns") : source.Path;
        if (MLflowRunFolder.Meta(source, root) is { } meta && MLflowRun.IdOf(meta) is not null)
        {
            // A run: experiment and registry lie above it.
            string store = Path.GetDirectoryName(Path.GetDirectoryName(root))!;
            source.Files = new LineageFiles(store);
            new MLflowFileStore(source, store).Read(facts, query, root);
            return;
        }

        new MLflowFileStore(source, root).Read(facts, query);
    }

    /// <summary>A model stands alone; where the run that logged it lies around it, that is read, too.</summary>
    private static void Model(LineageSource source, ImportedFacts facts, MLflowQuery query, string path)
    {
        MLflowModelFile model = new(source, path);
        string folder = Path.GetDirectoryName(path)!;
        string? above = folder;
        for (int i = 0; i < Levels && above is not null && model.RunId is { } run; i++, above = Path.GetDirectoryName(above))
        {
            string place = IsRun(above, run) ? above : Path.Combine(above, run);
            if (run.All(char.IsAsciiHexDigit) && IsRun(place, run) && Path.GetDirectoryName(Path.GetDirectoryName(place)) is { } store)
            {
                source.Files = new LineageFiles(store);
                model = new MLflowModelFile(source, path);
                new MLflowFileStore(source, store).Read(facts, query with { Run = run, Model = null }, place);
                break;
            }
        }

        // The model that was asked for goes before others that its run logged.
        facts.Signatures.Clear();
        source.Files.Note(path);
        model.AddTo(facts);
    }

    private static bool IsRun(string folder, string run)
    {
        string meta = Path.Combine(folder, MLflowRunFolder.MetaName);
        return System.IO.File.Exists(meta) && new FileInfo(meta).Length < 1 << 20 && System.IO.File.ReadLines(meta).Any(line => line.Split(": ", 2) is ["run_id" or "run_uuid", var id] && id.Trim().Trim('\'', '"') == run);
    }
}
