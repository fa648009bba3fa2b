using ModelPack.Runtime.Tasks.Packages;
using ModelPack.Runtime.Tasks.Records;

namespace ModelPack.Runtime.Tasks.Materialization;

/// <summary>How an output folder compares with what it must hold.</summary>
/// <param name="Recorded">What is remembered of each slot, whoever filled it.</param>
/// <param name="Fresh">The models that are as recorded.</param>
/// <param name="Stale">The packages that must be placed.</param>
/// <param name="Orphans">Models of the same project that it does not want any more.</param>
/// <param name="IsUpToDate">Whether nothing is to be done.</param>
internal sealed record FolderState(
    Dictionary<string, ModelRecord> Recorded, List<ModelRecord> Fresh, List<PackageItem> Stale, List<ModelRecord> Orphans, bool IsUpToDate)
{
    /// <summary>The full paths of the fresh models' files.</summary>
    public IEnumerable<string> Files(OutputFolder output) => Fresh.SelectMany(model => model.Files.Select(file => output.FileOf(model.Slot, file.Path)));
}
