using ModelPack.Files;
using ModelPack.Runtime.Tasks.Diagnostics;
using ModelPack.Runtime.Tasks.Files;
using ModelPack.Runtime.Tasks.Packages;
using ModelPack.Runtime.Tasks.Records;
using ModelPack.Runtime.Tasks.Store;

namespace ModelPack.Runtime.Tasks.Materialization;

/// <summary>
/// Makes an output folder hold exactly the files of the referenced models. Whether a file is right is decided by its digest; a digest is remembered for
/// exactly one state of a file, so that a run in which nothing changed reads the record and no file.
/// </summary>
/// <param name="output">The folder.</param>
/// <param name="store">What the machine remembers.</param>
/// <param name="folders">Where payload packages lie.</param>
/// <param name="owner">The full path of the project.</param>
/// <param name="allowHardLinks">Whether package files may be hard linked; published files are files of their own.</param>
/// <param name="clock">The time.</param>
internal sealed class Materializer(OutputFolder output, MachineStore store, PayloadFolders folders, string owner, bool allowHardLinks, TimeProvider clock)
{
    private readonly RecordStore _records = store.Records;

    /// <summary>Brings the folder up to date.</summary>
    /// <param name="packages">All models that it must hold.</param>
    /// <param name="keep">Full paths of files that are somebody else's; a model folder with one of them is not taken for a forgotten one of ours.</param>
    /// <param name="cancellation">Stops the work; what was placed stays, nothing is half written.</param>
    public MaterializationResult Run(IReadOnlyList<PackageItem> packages, IReadOnlyCollection<string> keep, CancellationToken cancellation)
    {
        MaterializationResult result = new();
        try
        {
            PackagePlanner.CheckSlots(packages);
        }
        catch (RuntimeProblemException exception)
        {
            result.Problems.Add(exception.Problem);
            return result;
        }

        if (Compare(packages) is { IsUpToDate: true } state)
        {
            result.Files.AddRange(state.Files(output));
            result.WasUpToDate = true;
            return result;
        }

        // Another project may be filling the same folder: what it recorded counts, too.
        using IDisposable? gate = _records.Lock(output.FullPath, cancellation);
        Update(Compare(packages), keep, gate is not null, result, cancellation);
        return result;
    }

    /// <summary>Compares what is recorded with what is there and what must be: only states are read, no content.</summary>
    private FolderState Compare(IReadOnlyList<PackageItem> packages)
    {
        OutputRecord? record = _records.Read(output.FullPath);
        Dictionary<string, ModelRecord> recorded = new(StringComparer.Ordinal);
        foreach (ModelRecord model in record?.Models ?? [])
        {
            recorded[model.Slot] = model;
        }

        List<ModelRecord> fresh = [];
        List<PackageItem> stale = [];
        foreach (PackageItem package in packages)
        {
            if (recorded.TryGetValue(package.Slot, out ModelRecord? model) && IsFresh(package, model))
            {
                fresh.Add(model);
            }
            else
            {
                stale.Add(package);
            }
        }

        List<ModelRecord> orphans = [.. recorded.Values.Where(model => model.Owner == owner && !packages.Any(package => package.Slot == model.Slot))];
        return new FolderState(recorded, fresh, stale, orphans, stale.Count == 0 && orphans.Count == 0 && (record is not null || packages.Count == 0));
    }

    /// <summary>Whether a model is as recorded: only states are read, no content.</summary>
    private bool IsFresh(PackageItem package, ModelRecord model)
    {
        if (model.Key != ModelKey.Of(package, MayLink(package)))
        {
            return false;
        }

        foreach (FileRecord file in model.Files)
        {
            FileStamp present = FileStamp.Read(output.FileOf(model.Slot, file.Path), follow: false);
            if (file.DestinationStamp == FileStamp.Unknown
                || file.SourceStamp == FileStamp.Unknown
                || file.DestinationStamp != present.ToText(withChanged: true)
                || file.SourceStamp != FileStamp.Read(file.Source, follow: true).ToText(withChanged: true))
            {
                return false;
            }
        }

        return true;
    }

    private void Update(FolderState state, IReadOnlyCollection<string> keep, bool isLocked, MaterializationResult result, CancellationToken cancellation)
    {
        (Dictionary<string, ModelRecord> recorded, List<ModelRecord> fresh, List<PackageItem> packages, List<ModelRecord> orphans, _) = state;
        result.Files.AddRange(state.Files(output));
        PackagePlanner planner = new(folders, store.Assembled);
        List<PlannedPackage> plans = [];
        foreach (PackageItem package in packages)
        {
            try
            {
                plans.Add(planner.Plan(package));
            }
            catch (RuntimeProblemException exception)
            {
                result.Problems.Add(exception.Problem);
            }
        }

        if (result.Problems.Count > 0)
        {
            // Nothing is touched for a package that cannot be trusted.
            return;
        }

        List<ModelRecord> others = [.. recorded.Values.Where(model => model.Owner != owner && !fresh.Contains(model) && !packages.Exists(package => package.Slot == model.Slot))];
        Dictionary<string, ModelRecord> pending = plans.Select(plan => Pending(plan, recorded)).ToDictionary(model => model.Slot, StringComparer.Ordinal);
        bool remembers = _records.TryWrite(new OutputRecord(output.FullPath, [.. others, .. fresh, .. orphans, .. pending.Values]));
        FilePlacer placer = new(allowHardLinks);
        FileDigests digests = new(output, recorded.Values, store.Verified, clock);
        ModelFiles files = new(output, placer, digests, result);
        StaleFiles leftovers = new(output, result);
        leftovers.Remove(orphans);

        // From here on a former version's manifest must not speak for the files. Where nothing is remembered it is what lists them, and so goes after them.
        HashSet<PlannedPackage> held = remembers ? [.. plans.Where(plan => !files.Withdraw(plan, cancellation))] : [];
        leftovers.RemoveFormer(plans, pending);
        if (!remembers)
        {
            held.UnionWith(plans.Where(plan => !files.Withdraw(plan, cancellation)));
        }

        if (remembers && plans.Count > 0)
        {
            leftovers.RemoveForgotten(plans, recorded, keep);
        }

        List<ModelRecord> done = [];
        foreach (PlannedPackage plan in plans)
        {
            int problems = result.Problems.Count;
            IReadOnlyList<FileRecord> placed = held.Contains(plan) ? ModelFiles.Unknown(plan) : files.Place(plan, MayLink(plan.Package), isLocked, cancellation);
            string? key = result.Problems.Count > problems ? null : ModelKey.Of(plan.Package, MayLink(plan.Package));
            done.Add(new ModelRecord(plan.Package.Slot, owner, key ?? FileStamp.Unknown, placed));
        }

        result.Placed = placer.Counts;
        result.Digested = digests.Count;
        _records.TryWrite(new OutputRecord(output.FullPath, [.. others, .. fresh, .. done]));
    }

    /// <summary>What is remembered while work is under way: every file that may be there, so that an interrupted run leaves nothing that is forgotten.</summary>
    private ModelRecord Pending(PlannedPackage plan, Dictionary<string, ModelRecord> recorded)
    {
        List<FileRecord> files = [.. recorded.GetValueOrDefault(plan.Package.Slot)?.Files ?? []];
        HashSet<string> known = new(files.Select(file => file.Path), StringComparer.Ordinal);
        files.AddRange(ModelFiles.Unknown(plan).Where(file => known.Add(file.Path)));
        files.AddRange(output.ListedFiles(plan.Package.Slot).Where(known.Add).Select(path => new FileRecord(path, "", "", FileStamp.Unknown, FileStamp.Unknown)));
        return new ModelRecord(plan.Package.Slot, owner, FileStamp.Unknown, files);
    }

    private bool MayLink(PackageItem package) => allowHardLinks && !package.IsProject;
}
