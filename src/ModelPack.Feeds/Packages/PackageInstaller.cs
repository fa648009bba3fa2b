using ModelPack.Core.Diagnostics;
using ModelPack.Feeds.Configuration;
using ModelPack.Feeds.Diagnostics;
using ModelPack.Feeds.Sources;
using NuGet.Common;
using NuGet.Packaging;
using NuGet.Packaging.Core;
using NuGet.Packaging.PackageExtraction;
using NuGet.Packaging.Signing;
using NuGet.Versioning;

namespace ModelPack.Feeds.Packages;

/// <summary>Puts packages of a feed into the global packages folder as a restore does, under NuGet's own lock; what fails or is cancelled leaves nothing.</summary>
internal sealed class PackageInstaller(FeedContext context, FeedOptions options)
{
    private readonly VersionFolderPathResolver _paths = new(context.GlobalPackagesFolder);

    /// <summary>Installs a version, where no other process does.</summary>
    /// <returns>The folder, or <see langword="null"/> where the feed has no such package.</returns>
    public async Task<string?> InstallAsync(IFeed feed, string id, NuGetVersion version, ExpectedContent? expected, CancellationToken cancellationToken)
    {
        PackageIdentity identity = new(id, version);
        PackageCheck check = new(feed.Source, id, version, expected, options.MaximumPackageSize);
        long limit = Math.Min(expected?.MaximumPackage ?? long.MaxValue, options.MaximumPackageSize);
        PackageExtractionContext extraction = new(
            PackageSaveMode.Defaultv3, PackageExtractionBehavior.XmlDocFileSaveMode, ClientPolicyContext.GetClientPolicy(context.Settings, NullLogger.Instance), NullLogger.Instance);
        bool isInstalled = false;
        try
        {
            await PackageExtractor.InstallFromSourceAsync(
                SourceName.Place(feed.Source.Source),
                identity,
                async stream =>
                {
                    if (!await feed.CopyAsync(id, version, stream, limit, cancellationToken))
                    {
                        throw new NoSuchPackageException();
                    }

                    await check.RunAsync(stream, cancellationToken);
                },
                _paths,
                extraction,
                cancellationToken);
            isInstalled = true;
            return _paths.GetInstallPath(id, version);
        }
        catch (NoSuchPackageException)
        {
            return null;
        }
        catch (SignatureException exception)
        {
            throw FeedProblems.Fail(
                FeedDiagnosticCodes.SignatureRefused,
                $"The signature policy of nuget.config refuses '{id}' {version.ToNormalizedString()} of the source {SourceName.Of(feed.Source)}: {exception.Message} Trust its signer, or change signatureValidationMode.",
                exception);
        }
        catch (Exception exception) when (exception is UnsafePackageEntryException or PackagingException or InvalidDataException)
        {
            throw PackageFailure.Damaged(feed.Source, id, version, "it cannot be unpacked safely", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw FeedProblems.PackageFolder(context.GlobalPackagesFolder, exception);
        }
        finally
        {
            if (!isInstalled)
            {
                await RemoveIncomplete(id, version);
            }
        }
    }

    // Restores clear away what is incomplete before they install again; a package that never comes would lie there for ever.
    private async Task RemoveIncomplete(string id, NuGetVersion version)
    {
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(2));
        try
        {
            await ConcurrencyUtilities.ExecuteWithFileLockedAsync(
                _paths.GetPackageFilePath(id, version),
                _ =>
                {
                    string folder = _paths.GetInstallPath(id, version);
                    if (!File.Exists(_paths.GetNupkgMetadataPath(id, version)) && Directory.Exists(folder))
                    {
                        Directory.Delete(folder, recursive: true);
                        RemoveEmpty(Path.GetDirectoryName(folder)!);
                    }

                    return Task.FromResult(true);
                },
                patience.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or UnauthorizedAccessException)
        {
            // Another process installs it right now, and clears up itself; or the folder cannot be written, which was said already.
        }
    }

    private static void RemoveEmpty(string folder)
    {
        if (!Directory.EnumerateFileSystemEntries(folder).Any())
        {
            Directory.Delete(folder);
        }
    }
}
