using System.IO.Compression;
using System.Security.Cryptography;
using ModelPack.Core.Diagnostics;
using ModelPack.Feeds.Packages;
using ModelPack.Feeds.Sources;
using NuGet.Configuration;
using NuGet.Packaging;
using NuGet.Versioning;

namespace ModelPack.Feeds.Pushing;

/// <summary>
/// A folder of either layout. A package is written under a temporary name beside its place, and gets its own by a rename that never overwrites, so that readers see it
/// wholly or not at all.
/// </summary>
internal sealed class FolderPushTarget(FeedConnection connection, PushOptions options) : IPushTarget
{
    private const string Temporary = ".modelpack-push-";

    private readonly SourceComparison _comparison = new(connection, options);
    private readonly string _root = Path.GetFullPath(NuGet.Common.UriUtility.GetLocalPath(connection.Source.Source));

    public PackageSource Source => connection.Source;

    public async Task<bool> HasAsync(LocalPackage package, CancellationToken cancellationToken)
    {
        try
        {
            return Find(package) is { } file ? await _comparison.RequireSame(package, file, cancellationToken) : await _comparison.RunAsync(package, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw FeedFailure.Of(Source, exception);
        }
    }

    public async Task<bool> HasPayloadAsync(ModelPayload payload, CancellationToken cancellationToken)
    {
        NuGetVersion version = PackageLocator.ParseVersion(payload.Version);
        if (Find(payload.Id, version) is not { } file)
        {
            return await _comparison.HasPayloadAsync(payload, cancellationToken);
        }

        try
        {
            if (options.Verify || !IsOf(payload, file))
            {
                await using FileStream package = new(file, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
                await new PackageCheck(Source, payload.Id, version, new ExpectedContent(payload.Sha256.ToLowerInvariant(), payload.Size), options.Feed.MaximumPackageSize).RunAsync(package, cancellationToken);
            }

            return true;
        }
        catch (ModelPackException exception) when (exception.Problem.Code == FeedDiagnosticCodes.DamagedPackage)
        {
            throw PackageFailure.DamagedFile(Source, payload.Id, version, file, exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw FeedFailure.Of(Source, exception);
        }
    }

    public Task<bool> HasVersionAsync(string id, NuGetVersion version, CancellationToken cancellationToken) => _comparison.HasVersionAsync(id, version, cancellationToken);

    public async Task<PushOutcome> SendAsync(LocalPackage package, Action<long> report, CancellationToken cancellationToken)
    {
        try
        {
            bool isNew = FolderLayout.IsHierarchical(_root) ? await WriteFolder(package, report, cancellationToken) : await WriteFile(package, report, cancellationToken);
            return isNew ? PushOutcome.Pushed : await HasAsync(package, cancellationToken) ? PushOutcome.AlreadyThere : throw PushFailure.Incomplete(Source, package, PathOf(package));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw PushFailure.NotWritable(Source, exception);
        }
    }

    private async Task<bool> WriteFile(LocalPackage package, Action<long> report, CancellationToken cancellationToken)
    {
        Abandoned.Delete(_root, Temporary);
        string temporary = Path.Combine(_root, Abandoned.NewName(Temporary));
        try
        {
            await Copy(package, temporary, report, cancellationToken);
            return NoOverwrite.Move(temporary, Path.Combine(_root, $"{package.Id}.{package.Number}.nupkg"));
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    // As 'nuget add' lays it out. The folder with all of it gets its name at once.
    private async Task<bool> WriteFolder(LocalPackage package, Action<long> report, CancellationToken cancellationToken)
    {
        VersionFolderPathResolver paths = new(_root);
        string place = paths.GetInstallPath(package.Id, package.Version);
        string parent = Directory.CreateDirectory(Path.GetDirectoryName(place)!).FullName;
        Abandoned.Delete(parent, Temporary);
        string temporary = Path.Combine(parent, Abandoned.NewName(Temporary));
        try
        {
            Directory.CreateDirectory(temporary);
            string file = Path.Combine(temporary, Path.GetFileName(paths.GetPackageFilePath(package.Id, package.Version)));
            string sha512 = await Copy(package, file, report, cancellationToken);
            await ExtractNuspec(file, Path.Combine(temporary, Path.GetFileName(paths.GetManifestFilePath(package.Id, package.Version))), cancellationToken);
            await File.WriteAllTextAsync(Path.Combine(temporary, Path.GetFileName(paths.GetHashPath(package.Id, package.Version))), sha512, cancellationToken);
            NupkgMetadataFileFormat.Write(Path.Combine(temporary, Path.GetFileName(paths.GetNupkgMetadataPath(package.Id, package.Version))), new NupkgMetadataFile { ContentHash = sha512 });
            DeleteEmpty(place);
            Directory.Move(temporary, place);
            return true;
        }
        catch (IOException) when (Directory.Exists(place))
        {
            return false;
        }
        finally
        {
            if (Directory.Exists(temporary))
            {
                Directory.Delete(temporary, recursive: true);
            }

            DeleteEmpty(parent);
        }
    }

    private static async Task<string> Copy(LocalPackage package, string file, Action<long> report, CancellationToken cancellationToken)
    {
        using IncrementalHash sha512 = IncrementalHash.CreateHash(HashAlgorithmName.SHA512);
        await using FileStream written = new(file, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0, PreallocationSize = package.Length, Options = FileOptions.Asynchronous });
        using PackageReadStream source = new(package);
        await using HashingStream hashed = new(written, sha512);
        await source.CopyToAsync(hashed, report, cancellationToken);
        RandomAccess.FlushToDisk(written.SafeFileHandle);
        return Convert.ToBase64String(sha512.GetHashAndReset());
    }

    private static async Task ExtractNuspec(string package, string file, CancellationToken cancellationToken)
    {
        await using ZipArchive archive = await ZipFile.OpenReadAsync(package, cancellationToken);
        await archive.Entries.Single(entry => PackageHelper.IsManifest(entry.FullName)).ExtractToFileAsync(file, cancellationToken);
    }

    private static bool IsOf(ModelPayload payload, string file)
    {
        try
        {
            return LocalPackage.Read(file).Payload is { } content && content.Length == payload.Size && content.Sha256.Equals(payload.Sha256, StringComparison.OrdinalIgnoreCase);
        }
        catch (ModelPackException)
        {
            // What is wrong with it is said by who reads it as a whole.
            return false;
        }
    }

    private string? Find(LocalPackage package) => Find(package.Id, package.Version);

    private string? Find(string id, NuGetVersion version)
    {
        string file = new VersionFolderPathResolver(_root).GetPackageFilePath(id, version);
        return FolderLayout.FindFlat(_root, id, version) ?? (File.Exists(file) ? file : null);
    }

    private string PathOf(LocalPackage package) => Find(package) ?? new VersionFolderPathResolver(_root).GetInstallPath(package.Id, package.Version);

    private static void DeleteEmpty(string folder)
    {
        try
        {
            if (Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any())
            {
                Directory.Delete(folder);
            }
        }
        catch (IOException)
        {
            // Another push fills it right now.
        }
    }
}
