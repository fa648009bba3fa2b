using System.Collections.ObjectModel;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Xml;
using ModelPack.Core.Packages;
using ModelPack.Feeds.Sources;
using NuGet.Configuration;
using NuGet.Packaging;
using NuGet.Packaging.Core;
using NuGet.Versioning;

namespace ModelPack.Feeds.Packages;

/// <summary>Whether what a source sent is the package that was asked for, before anything of it is unpacked.</summary>
internal sealed class PackageCheck(PackageSource source, string id, NuGetVersion version, ExpectedContent? expected, long limit)
{
    private const int MaximumEntries = 100_000;
    private const long MaximumNuspec = 8 << 20;

    /// <summary>Checks a package; the stream stays open.</summary>
    public async Task RunAsync(Stream package, CancellationToken cancellationToken)
    {
        try
        {
            package.Position = 0;
            using ZipArchive archive = new(package, ZipArchiveMode.Read, leaveOpen: true);
            CheckEntries(archive.Entries);
            CheckIdentity(archive.Entries);
            if (expected is not null)
            {
                await CheckContent(archive.Entries, expected, cancellationToken);
            }
        }
        catch (Exception exception) when (exception is InvalidDataException or PackagingException or XmlException or EndOfStreamException or OverflowException or ArgumentException)
        {
            throw PackageFailure.Damaged(source, id, version, "it is no sound zip archive with a nuspec", exception);
        }
    }

    private void CheckEntries(ReadOnlyCollection<ZipArchiveEntry> entries)
    {
        if (entries.Count > MaximumEntries)
        {
            throw PackageFailure.Damaged(source, id, version, $"it has more than {MaximumEntries} entries");
        }

        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
        long size = 0;
        foreach (ZipArchiveEntry entry in entries)
        {
            string name = PackageParts.Name(entry.FullName);
            if (LeadsOut(name))
            {
                throw PackageFailure.Damaged(source, id, version, $"its entry '{Printable(name)}' leads out of the package's folder");
            }

            if (!names.Add(name))
            {
                throw PackageFailure.Damaged(source, id, version, $"it has the entry '{Printable(name)}' twice");
            }

            size = checked(size + entry.Length);
        }

        if (size > limit)
        {
            throw PackageFailure.Damaged(source, id, version, $"unpacked it has more than the {limit} bytes that it may have");
        }
    }

    private void CheckIdentity(ReadOnlyCollection<ZipArchiveEntry> entries)
    {
        ZipArchiveEntry[] nuspecs = [.. entries.Where(entry => PackageHelper.IsManifest(entry.FullName))];
        if (nuspecs is not [{ Length: <= MaximumNuspec } nuspec])
        {
            throw PackageFailure.Damaged(source, id, version, "it does not have one nuspec");
        }

        using Stream stream = nuspec.Open();
        PackageIdentity identity = new NuspecReader(stream).GetIdentity();
        if (!identity.Id.Equals(id, StringComparison.OrdinalIgnoreCase) || identity.Version != version)
        {
            throw PackageFailure.Other(source, id, version, $"its nuspec says '{Printable(identity.Id)}' {identity.Version.ToNormalizedString()}");
        }
    }

    private async Task CheckContent(ReadOnlyCollection<ZipArchiveEntry> entries, ExpectedContent content, CancellationToken cancellationToken)
    {
        ZipArchiveEntry entry = entries.FirstOrDefault(entry => entry.FullName == content.Entry)
            ?? throw PackageFailure.Other(source, id, version, $"it has no '{content.Entry}'");
        if (entry.Length != content.Size)
        {
            throw PackageFailure.Other(source, id, version, $"its content has {entry.Length} bytes, and the manifest says {content.Size}");
        }

        await using Stream stream = await entry.OpenAsync(cancellationToken);
        if (Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken)) != content.Sha256)
        {
            throw PackageFailure.Other(source, id, version, "its content has another digest than the manifest says");
        }
    }

    /// <summary>Whether an unescaped name would be extracted elsewhere than below the package's folder.</summary>
    public static bool LeadsOut(string name) => PackageParts.LeadsOut(name);

    /// <summary>A name out of a package as messages may show it.</summary>
    public static string Printable(string text) => new([.. text.Take(200).Select(letter => char.IsControl(letter) ? '?' : letter)]);
}
