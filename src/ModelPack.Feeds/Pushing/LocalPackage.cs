using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using System.Xml;
using ModelPack.Core.Packages;
using ModelPack.Core.Packing;
using ModelPack.Feeds.Diagnostics;
using NuGet.Packaging;
using NuGet.Versioning;

namespace ModelPack.Feeds.Pushing;

/// <summary>A package file that is to be pushed.</summary>
/// <param name="Path">The file.</param>
/// <param name="Id">The id in its nuspec.</param>
/// <param name="Version">The version in its nuspec.</param>
/// <param name="Length">Its size in bytes.</param>
/// <param name="Payload">Where its content is, for a payload package.</param>
internal sealed partial record LocalPackage(string Path, string Id, NuGetVersion Version, long Length, PayloadPart? Payload)
{
    /// <summary>The version as sources name it.</summary>
    public string Number => Version.ToNormalizedString();

    /// <summary>How messages name it.</summary>
    public string Name => $"'{Id}' {Number}";

    /// <summary>Reads what a file is.</summary>
    /// <exception cref="Core.Diagnostics.ModelPackException">It is no package (MP5026).</exception>
    public static LocalPackage Read(string path)
    {
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            using ZipArchive archive = new(file, ZipArchiveMode.Read, leaveOpen: true);
            ZipArchiveEntry nuspec = archive.Entries.Single(entry => PackageHelper.IsManifest(entry.FullName));
            using Stream stream = nuspec.Open();
            (string id, NuGetVersion version) = NuspecIdentity.Read(stream);
            if (!PackageIdValidator.IsValidPackageId(id))
            {
                throw FeedProblems.BadId(FeedText.Clean(id));
            }

            return new LocalPackage(path, id, version, file.Length, PayloadOf(archive, file, id));
        }
        catch (Exception exception) when (exception is InvalidDataException or XmlException or EndOfStreamException or ArgumentException or InvalidOperationException)
        {
            throw FeedProblems.Fail(FeedDiagnosticCodes.BadPackageFile, $"'{path}' is no NuGet package: it is no sound zip archive with a nuspec. Pack it again.", exception, path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw FeedProblems.Fail(FeedDiagnosticCodes.BadPackageFile, $"The package '{path}' cannot be read: {exception.Message} Name a file that is there and readable.", exception, path);
        }
    }

    /// <summary>Reads the content of a payload that cannot be checked while it is sent.</summary>
    /// <exception cref="Core.Diagnostics.ModelPackException">It has another digest than its name says (MP5026).</exception>
    public async Task RequireContent(CancellationToken cancellationToken)
    {
        if (Payload is not { Head.Length: 0 } payload)
        {
            return;
        }

        try
        {
            await using ZipArchive archive = await ZipFile.OpenReadAsync(Path, cancellationToken);
            await using Stream stream = await archive.GetEntry(payload.Entry)!.OpenAsync(cancellationToken);
            if (Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken)) != payload.Sha256)
            {
                throw Changed();
            }
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException)
        {
            throw Changed(exception);
        }
    }

    /// <summary>Says that the file is not what it was, or not what it says.</summary>
    public Core.Diagnostics.ModelPackException Changed(Exception? inner = null) => FeedProblems.Fail(
        FeedDiagnosticCodes.BadPackageFile, $"'{Path}' is damaged, or changed while it was read: its content is not the one that it says. Pack it again.", inner, Path);

    private static PayloadPart? PayloadOf(ZipArchive archive, FileStream file, string id)
    {
        ZipArchiveEntry[] shards = [.. archive.Entries.Where(entry => ShardName().IsMatch(entry.FullName))];
        if (shards is not [var shard] || archive.Entries.Count(entry => PackageParts.IsContent(PackageParts.Name(entry.FullName))) != 2)
        {
            return null;
        }

        string sha256 = shard.FullName.Substring("shard/".Length, 64);
        return shard.FullName == PackageLayout.Shard(sha256) && id.EndsWith(string.Create(CultureInfo.InvariantCulture, $".Payload.{sha256[..32]}"), StringComparison.OrdinalIgnoreCase)
            ? PayloadPart.Read(file, shard, sha256)
            : null;
    }

    [GeneratedRegex("^shard/[0-9a-f]{64}\\.bin$", RegexOptions.CultureInvariant)]
    private static partial Regex ShardName();
}
