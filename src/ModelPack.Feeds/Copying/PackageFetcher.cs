using ModelPack.Feeds.Diagnostics;
using ModelPack.Feeds.Packages;
using ModelPack.Feeds.Pushing;
using ModelPack.Feeds.Remote.Folders;
using ModelPack.Feeds.Sources;
using NuGet.Configuration;
using NuGet.Versioning;

namespace ModelPack.Feeds.Copying;

/// <summary>Brings packages of a source into a folder, checked. Those of a folder feed are taken where they lie.</summary>
internal sealed class PackageFetcher(FeedConnection connection, string folder, FeedOptions options)
{
    public PackageSource Source => connection.Source;

    /// <summary>The versions of an id.</summary>
    public Task<IReadOnlyList<NuGetVersion>> ListAsync(string id, CancellationToken cancellationToken) => connection.Feed.ListVersionsAsync(id, cancellationToken);

    /// <summary>Brings a package.</summary>
    /// <param name="id">The id.</param>
    /// <param name="version">The version.</param>
    /// <param name="expected">What a payload must hold.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Its file.</returns>
    /// <exception cref="Core.Diagnostics.ModelPackException">The source has it not, or damaged, or another.</exception>
    public async Task<string> FetchAsync(string id, NuGetVersion version, ExpectedContent? expected, CancellationToken cancellationToken)
    {
        PackageCheck check = new(Source, id, version, expected, options.MaximumPackageSize);
        if (Source.IsLocal && FolderPackages.Find(Source, id, version) is { } present)
        {
            await using FileStream here = new(present, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            await check.RunAsync(here, cancellationToken);
            return present;
        }

        string file = Path.Combine(folder, $"{id}.{version.ToNormalizedString()}.nupkg");
        await using FileStream copy = new(file, FileMode.Create, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete);
        long limit = Math.Min(expected?.MaximumPackage ?? long.MaxValue, options.MaximumPackageSize);
        if (!await connection.Feed.CopyAsync(id, version, copy, limit, cancellationToken))
        {
            IReadOnlyList<NuGetVersion> versions = await ListAsync(id, cancellationToken);
            throw versions.Count == 0 ? FeedProblems.PackageNotFound(id, [Source]) : FeedProblems.VersionNotFound(id, version, versions, [Source]);
        }

        await check.RunAsync(copy, cancellationToken);
        return file;
    }

    /// <summary>Gives back the space of a file that was brought.</summary>
    public void Release(string file)
    {
        if (Path.GetDirectoryName(file) == folder)
        {
            File.Delete(file);
        }
    }
}
