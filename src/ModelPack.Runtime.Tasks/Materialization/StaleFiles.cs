using ModelPack.Runtime.Tasks.Diagnostics;
using ModelPack.Runtime.Tasks.Packages;
using ModelPack.Runtime.Tasks.Records;

namespace ModelPack.Runtime.Tasks.Materialization;

/// <summary>Removes what former states left: files of another version, of a model that is no longer referenced, of runs that nobody remembers.</summary>
internal sealed class StaleFiles(OutputFolder output, MaterializationResult result)
{
    /// <summary>Removes models that the project no longer references.</summary>
    public void Remove(IEnumerable<ModelRecord> models)
    {
        foreach (ModelRecord model in models)
        {
            Delete(model.Slot, model.Files.Select(file => file.Path).Concat(output.ListedFiles(model.Slot)));
        }
    }

    /// <summary>Removes files of a former version from the folders of the present models: as remembered, and as the manifest that lies there lists.</summary>
    /// <param name="plans">The present models.</param>
    /// <param name="pending">What may be there, by slot: taken before a former manifest was withdrawn.</param>
    public void RemoveFormer(IEnumerable<PlannedPackage> plans, IReadOnlyDictionary<string, ModelRecord> pending)
    {
        foreach (PlannedPackage plan in plans)
        {
            string slot = plan.Package.Slot;
            HashSet<string> wanted = new(plan.Files.Select(file => file.Path), StringComparer.Ordinal);
            IEnumerable<string> former = (pending.GetValueOrDefault(slot)?.Files ?? []).Select(file => file.Path);
            Delete(slot, former.Where(path => !wanted.Contains(path)));
        }
    }

    /// <summary>Removes model folders that nothing remembers (the record and <c>obj</c> were lost): each has a manifest that lists what was ours.</summary>
    public void RemoveForgotten(IEnumerable<PlannedPackage> plans, IReadOnlyDictionary<string, ModelRecord> recorded, IReadOnlyCollection<string> keep)
    {
        HashSet<string> known = new(recorded.Keys, StringComparer.OrdinalIgnoreCase);
        known.UnionWith(plans.Select(plan => plan.Package.Slot));
        foreach (string slot in output.Slots().Where(slot => !known.Contains(slot)).ToArray())
        {
            string folder = output.SlotFolder(slot) + Path.DirectorySeparatorChar;
            if (!keep.Any(file => file.StartsWith(folder, StringComparison.OrdinalIgnoreCase)))
            {
                Delete(slot, output.ListedFiles(slot));
            }
        }
    }

    private void Delete(string slot, IEnumerable<string> paths)
    {
        try
        {
            result.Removed += output.Delete(slot, paths.Distinct(StringComparer.Ordinal).ToArray());
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            result.Problems.Add(new RuntimeProblem(
                RuntimeDiagnosticCodes.OutputNotWritable,
                $"Files of a former version of model '{slot}' cannot be removed from the output folder: {exception.Message} Stop the process that uses them, and build again.",
                output.SlotFolder(slot)));
        }
    }
}
