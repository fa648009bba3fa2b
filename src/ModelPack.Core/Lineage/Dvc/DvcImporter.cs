using ModelPack.Core.Diagnostics;
using ModelPack.Core.Lineage.Data;

namespace ModelPack.Core.Lineage.Dvc;

/// <summary>
/// Reads DVC: <c>dvc.lock</c> with what <c>dvc.yaml</c>, metrics and <c>.dvc/config</c> beside it say, or a single <c>*.dvc</c> file.
/// Source: <c>dvc/schema.py</c> and <c>dvc/stage/serialize.py</c> of treeverse/dvc.
/// </summary>
internal sealed class DvcImporter : ILineageImporter
{
    private const string Kind = "Dvc";
    private const string LockName = "dvc.lock";

    public IReadOnlyList<string> Kinds { get; } = [Kind];

    public string? Detect(LineagePath path) =>
        path.IsFile(LockName, "dvc.yaml") || path is { IsFolder: false, Extension: ".dvc" } || path.Has(LockName) || path.Has("dvc.yaml") ? Kind : null;

    public void Import(LineageSource source, ImportedFacts facts)
    {
        DvcRepository repository = DvcRepository.Of(source);
        if (source is { IsFolder: false } && Path.GetExtension(source.Path).Equals(".dvc", StringComparison.OrdinalIgnoreCase))
        {
            new DvcDataFile(source, facts, repository).Read(source.Path);
            return;
        }

        string folder = source.Folder;
        string lockPath = source is { IsFolder: false } && !source.Name.Equals("dvc.yaml", StringComparison.OrdinalIgnoreCase) ? source.Path : Path.Combine(folder, LockName);
        DvcPipelineFile pipeline = DvcPipelineFile.Read(source, Path.Combine(folder, "dvc.yaml"));
        if (source.Files.Exists(lockPath))
        {
            new DvcLock(source, facts, repository, pipeline).Read(lockPath);
        }
        else
        {
            DataFiles(source, facts, repository, pipeline, lockPath);
        }

        new DvcMetrics(source, facts).Read(pipeline.Metrics);
        pipeline.AddTo(facts, repository);
    }

    /// <summary>A folder without a lock: its data files.</summary>
    private static void DataFiles(LineageSource source, ImportedFacts facts, DvcRepository repository, DvcPipelineFile pipeline, string lockPath)
    {
        List<string> files = [.. source.Files.Names(source.Folder).Where(name => name.EndsWith(".dvc", StringComparison.OrdinalIgnoreCase) && name.Length > 4)];
        if (files.Count == 0 && !pipeline.Exists)
        {
            throw new ModelPackException(new Problem(DiagnosticCodes.BadLineageFile, $"'{source.Name}' has no {LockName} and no *.dvc file. Name the folder of a DVC pipeline, or run 'dvc repro'.", source.Path));
        }

        if (pipeline.Exists)
        {
            facts.AddMissing(Path.GetFileName(lockPath));
        }

        foreach (string file in files.Where(name => File.Exists(Path.Combine(source.Folder, name))))
        {
            new DvcDataFile(source, facts, repository).Read(Path.Combine(source.Folder, file));
        }
    }
}
