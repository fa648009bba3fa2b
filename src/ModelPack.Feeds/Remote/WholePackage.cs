using System.Diagnostics.CodeAnalysis;
using ModelPack.Core.Packages;
using ModelPack.Feeds.Sources;
using NuGet.Versioning;

namespace ModelPack.Feeds.Remote;

/// <summary>A package of a feed that sends whole packages only: in a temporary file, which goes when it is disposed, or with the process.</summary>
internal static class WholePackage
{
    /// <summary>Downloads and opens a package.</summary>
    /// <returns>The package, or <see langword="null"/> where the feed has none.</returns>
    [SuppressMessage("Reliability", "CA2000", Justification = "Whoever opened the package disposes its content.")]
    public static async Task<OpenedPackage?> OpenAsync(IFeed feed, string id, NuGetVersion version, string name, long limit, CancellationToken cancellationToken)
    {
        string path = Path.Combine(Path.GetTempPath(), $"modelpack-{Environment.ProcessId}-{Guid.NewGuid():N}.nupkg");
        FileStream file = new(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        try
        {
            if (!await feed.CopyAsync(id, version, file, limit, cancellationToken))
            {
                await file.DisposeAsync();
                return null;
            }

            file.Position = 0;
            long size = file.Length;
            return new OpenedPackage(new NupkgContent(file, name), size);
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }
}
