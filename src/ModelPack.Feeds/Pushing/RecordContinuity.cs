using ModelPack.Core.Diagnostics;
using ModelPack.Core.Records;
using ModelPack.Feeds.Configuration;
using ModelPack.Feeds.Diagnostics;
using ModelPack.Feeds.Records;

namespace ModelPack.Feeds.Pushing;

/// <summary>
/// Aliases and records are read as one history: a version that does not go on where the others of its source end makes all of them unreadable, and no feed takes it back.
/// So it is never sent.
/// </summary>
/// <param name="store">Where packages are to go.</param>
internal sealed class RecordContinuity(IRecordStore store)
{
    /// <summary>Checks packages against each other, and against what is there.</summary>
    /// <param name="files">The packages to be pushed; those without records are passed over.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ModelPackException">One does not fit (MP5032), or what is there cannot be right itself (MP5060, MP5061).</exception>
    public async Task RequireAsync(IEnumerable<ModelPackageFile> files, CancellationToken cancellationToken)
    {
        foreach (IGrouping<string, ModelPackageFile> same in files.Where(file => file.Records != RecordContent.None).GroupBy(file => file.Package.Id, StringComparer.OrdinalIgnoreCase))
        {
            await Require(same.Key, [.. same], cancellationToken);
        }
    }

    private async Task Require(string id, ModelPackageFile[] files, CancellationToken cancellationToken)
    {
        List<(RecordHistory History, ModelPackageFile? File)> all = [];
        foreach (ModelPackageFile file in files)
        {
            all.Add((await Read(file, cancellationToken), file));
        }

        IReadOnlyList<int> there = [];
        if (await RecordHistories.ReadAsync(store, id, files[0].Records == RecordContent.Alias, cancellationToken) is { } present)
        {
            there = present.There;
            all.Add((present, null));
        }

        // The same version may be here and there: then each has to have what the other has.
        all.Sort((one, other) => one.History.Number.CompareTo(other.History.Number));
        for (int i = 1; i < all.Count; i++)
        {
            if (!all[i].History.Continues(all[i - 1].History))
            {
                throw Refuse(id, all[i], all[i - 1]);
            }
        }

        (RecordHistory newest, ModelPackageFile? newestFile) = all[^1];
        if (newest.Unknown(there.Concat(all.Select(other => other.History.Number))) is var unknown and > 0)
        {
            throw Refuse(
                newestFile ?? files[0],
                newestFile is null ? $"the history of version {newest.Number}.0.0, which is there, does not know version {unknown}.0.0" : $"its history does not know version {unknown}.0.0, which is there");
        }
    }

    private static async Task<RecordHistory> Read(ModelPackageFile file, CancellationToken cancellationToken)
    {
        try
        {
            return (await RecordHistories.ReadAsync(new PackageFileStore(file.Package), file.Package.Id, file.Records == RecordContent.Alias, cancellationToken))!;
        }
        catch (ModelPackException exception)
        {
            throw new ModelPackException(exception.Problem with { File = file.Package.Path }, exception);
        }
    }

    private ModelPackException Refuse(string id, (RecordHistory History, ModelPackageFile? File) later, (RecordHistory History, ModelPackageFile? File) earlier)
    {
        ModelPackageFile file = later.File ?? earlier.File!;
        RecordHistory other = later.File is null ? later.History : earlier.History;
        string place = later.File is null || earlier.File is null ? ", which is there" : "";
        return Refuse(file, $"'{id}' {other.Number}.0.0{place}, has another history");
    }

    private ModelPackException Refuse(ModelPackageFile file, string why) => FeedProblems.Fail(
        FeedDiagnosticCodes.OtherHistory,
        $"{file.Package.Name} does not continue what the source {SourceName.Of(store.Source)} has: {why}. Nothing was sent, for its records could not be read any more. "
            + "Promote or record on that source itself, or copy to one that has no other history of it.",
        file: file.Package.Path);
}
