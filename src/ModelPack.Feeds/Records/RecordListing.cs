using ModelPack.Core.Packages;
using ModelPack.Feeds.Configuration;
using ModelPack.Feeds.Diagnostics;
using ModelPack.Feeds.Remote;
using ModelPack.Feeds.Remote.Folders;
using NuGet.Configuration;

namespace ModelPack.Feeds.Records;

/// <summary>Lists the versions of an alias or of records.</summary>
internal static class RecordListing
{
    /// <summary>Lists them. A file of a folder that may be one of them, and cannot be read, is an error: whoever believed an older one would undo what the newest says.</summary>
    /// <exception cref="Core.Diagnostics.ModelPackException">The source does not answer, or has a file that is no sound package (MP5007).</exception>
    public static async Task<IReadOnlyList<StoredVersion>> ListAsync(RemotePackages packages, PackageSource source, string id, CancellationToken cancellationToken)
    {
        RemotePackages.RequireId(id);
        IReadOnlyList<PublishedVersion> versions = source.IsLocal
            ? FolderPackages.ListOpened(source, id, problem => throw Damaged(source, id, problem.File!))
            : await packages.ListAsync(source, id, cancellationToken);
        return await Settle(packages, source, id, [.. versions.Select(version => new StoredVersion(version.Version, version.Published, version.IsThere != false))], cancellationToken);
    }

    private static Core.Diagnostics.ModelPackException Damaged(PackageSource source, string id, string file) => FeedProblems.Fail(
        FeedDiagnosticCodes.DamagedPackage,
        $"The file '{file}' of the source {SourceName.Of(source)} is called as a version of '{id}', and is no sound package. Nothing older is believed instead of it: bring the file back from a backup or another source.",
        file: file);

    /// <summary>
    /// Asks for every package that is listed above the newest one that is there: the two lists of a feed are of different times, and one that was just pushed looks in
    /// them like one that was deleted.
    /// </summary>
    private static async Task<IReadOnlyList<StoredVersion>> Settle(RemotePackages packages, PackageSource source, string id, StoredVersion[] listed, CancellationToken cancellationToken)
    {
        int newest = Array.FindLastIndex(listed, version => version.IsThere);
        await Parallel.ForAsync(newest + 1, listed.Length, new ParallelOptions { MaxDegreeOfParallelism = packages.Options.Concurrency, CancellationToken = cancellationToken }, async (index, token) =>
        {
            using IPackageContent? content = (await packages.OpenRemoteAsync(source, id, listed[index].Version, token))?.Content;
            listed[index] = listed[index] with { IsThere = content is not null };
        });
        return listed;
    }
}
