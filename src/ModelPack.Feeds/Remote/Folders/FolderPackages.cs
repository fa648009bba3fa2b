using System.Xml;
using ModelPack.Core.Diagnostics;
using ModelPack.Feeds.Sources;
using NuGet.Configuration;
using NuGet.Packaging;
using NuGet.Packaging.Core;
using NuGet.Versioning;

namespace ModelPack.Feeds.Remote.Folders;

/// <summary>
/// The packages of a folder feed, of either layout: flat, where a package's nuspec says which it is, and hierarchical (<c>id/version/id.version.nupkg</c>), where its
/// place does. A file that is no package, as one that is just written, is passed over with a warning.
/// </summary>
internal static class FolderPackages
{
    private static readonly EnumerationOptions s_here = new() { MatchCasing = MatchCasing.CaseInsensitive, AttributesToSkip = 0 };

    /// <summary>Lists the versions of an id, from the lowest to the highest.</summary>
    /// <exception cref="ModelPackException">The folder is missing or cannot be read.</exception>
    public static IReadOnlyList<PublishedVersion> List(PackageSource source, string id, Action<Problem>? warn)
    {
        try
        {
            RequireFolder(source);
            return Versions(source, Hierarchical(source.Source, id).Select(package => package with { Tags = Nuspec(package) is { } nuspec ? PackageTags.Split(nuspec.GetTags()) : null }).Concat(Flat(source, id, warn)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw FeedFailure.Of(source, exception);
        }
    }

    /// <summary>What the folder tells of a package.</summary>
    public static PublishedVersion Published(PackageSource source, FolderPackage package)
    {
        FileInfo file = package.File;
        return new PublishedVersion(package.Version, source, new DateTimeOffset(file.LastWriteTimeUtc), true, file.Length)
        {
            IsThere = true,
            File = file.FullName,
            Tags = package.Tags,
            Stamp = FormattableString.Invariant($"file {file.Length} {file.LastWriteTimeUtc.Ticks}"),
        };
    }

    /// <summary>The file of a version, or <see langword="null"/>.</summary>
    /// <exception cref="ModelPackException">The folder is missing or cannot be read.</exception>
    public static string? Find(PackageSource source, string id, NuGetVersion version)
    {
        try
        {
            RequireFolder(source);
            return Hierarchical(source.Source, id).FirstOrDefault(package => package.Version == version)?.File.FullName
                ?? Candidates(source.Source, id).Where(candidate => candidate.Version == version).FirstOrDefault(candidate => Is(candidate, id))?.File.FullName;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw FeedFailure.Of(source, exception);
        }
    }

    /// <summary>As <see cref="List"/>, with every file opened, once, of both layouts: for whoever must not take an older version for the newest.</summary>
    /// <param name="source">The folder.</param>
    /// <param name="id">The id.</param>
    /// <param name="damaged">Is told of files that are called as a version of the id, and are no sound packages. A file that has gone since it was listed is none.</param>
    /// <exception cref="ModelPackException">The folder is missing or cannot be read.</exception>
    public static IReadOnlyList<PublishedVersion> ListOpened(PackageSource source, string id, Action<Problem> damaged)
    {
        try
        {
            RequireFolder(source);
            IEnumerable<FolderPackage> opened = Hierarchical(source.Source, id).Where(package => ReadNuspec(package.File, source, damaged) is not null).Concat(Flat(source, id, damaged));
            return Versions(source, opened);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw FeedFailure.Of(source, exception);
        }
    }

    /// <summary>Every package of the folder, in no order.</summary>
    /// <exception cref="ModelPackException">The folder is missing or cannot be read.</exception>
    public static IEnumerable<FolderPackage> ListAll(PackageSource source, Action<Problem>? warn)
    {
        List<FolderPackage> packages = [];
        try
        {
            RequireFolder(source);
            foreach (FileInfo file in new DirectoryInfo(source.Source).EnumerateFiles("*.nupkg", s_here).Where(IsPackage))
            {
                if (ReadNuspec(file, source, warn) is { } nuspec)
                {
                    packages.Add(new FolderPackage(nuspec.Id, nuspec.Version, file) { Tags = nuspec.Tags });
                }
            }

            foreach (DirectoryInfo folder in new DirectoryInfo(source.Source).EnumerateDirectories())
            {
                // The folder has the id in lower case; the nuspec of any version as its author writes it.
                FolderPackage[] versions = [.. Hierarchical(source.Source, folder.Name)];
                string? id = versions.Select(package => Nuspec(package)?.GetId()).FirstOrDefault(id => id is not null);
                packages.AddRange(versions.Select(package => package with { Id = id ?? package.Id }));
            }

            return packages;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw FeedFailure.Of(source, exception);
        }
    }

    /// <summary>The ids of the folder's packages that begin with a text; what is in a name may be another id of which it is the beginning.</summary>
    /// <exception cref="ModelPackException">The folder is missing or cannot be read.</exception>
    public static IReadOnlyCollection<string> ListIds(PackageSource source, string prefix, Action<Problem>? warn)
    {
        try
        {
            RequireFolder(source);
            HashSet<string> ids = new(StringComparer.OrdinalIgnoreCase);
            foreach (DirectoryInfo folder in new DirectoryInfo(source.Source).EnumerateDirectories(prefix + "*", s_here))
            {
                if (Hierarchical(source.Source, folder.Name).FirstOrDefault() is { } package)
                {
                    ids.Add(Nuspec(package)?.GetId() ?? package.Id);
                }
            }

            // The nuspec of one file tells the id of all that are called alike but for the version.
            HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
            foreach (FileInfo file in new DirectoryInfo(source.Source).EnumerateFiles(prefix + "*.nupkg", s_here).Where(IsPackage))
            {
                if (names.Add(WithoutVersion(file.Name)) && ReadNuspec(file, source, warn) is { } identity)
                {
                    ids.Add(identity.Id);
                }
            }

            return ids;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw FeedFailure.Of(source, exception);
        }
    }

    /// <summary>The nuspec beside a package of a hierarchical folder; <see langword="null"/> where there is none that can be read.</summary>
    private static NuspecReader? Nuspec(FolderPackage package)
    {
        string nuspec = Path.Combine(package.File.DirectoryName!, package.Id.ToLowerInvariant() + ".nuspec");
        try
        {
            if (!File.Exists(nuspec))
            {
                return null;
            }

            NuspecReader reader = new(nuspec);
            // It is lazy: what is wrong with it shows here.
            _ = (reader.GetId(), reader.GetTags());
            return reader;
        }
        catch (Exception exception) when (exception is PackagingException or XmlException or IOException or UnauthorizedAccessException)
        {
            // Its folder tells the id too, in lower case.
            return null;
        }
    }

    // Up to the first part that is a number: versions begin with one, and ids whose parts are numbers are told by their nuspec.
    private static string WithoutVersion(string file)
    {
        string[] parts = file.Split('.');
        int numbers = parts.TakeWhile(part => !int.TryParse(part, out _)).Count();
        bool isPlain = parts.Length - numbers == 4 && parts.Skip(numbers).Take(2).All(part => int.TryParse(part, out _));
        return isPlain ? string.Join('.', parts.Take(numbers)) : file;
    }

    private static List<PublishedVersion> Versions(PackageSource source, IEnumerable<FolderPackage> packages) =>
        [.. packages.Select(package => Published(source, package)).DistinctBy(version => version.Version, VersionComparer.VersionRelease).OrderBy(version => version.Version)];

    private static IEnumerable<FolderPackage> Hierarchical(string root, string id)
    {
        string key = id.ToLowerInvariant();
        DirectoryInfo folder = new(Path.Combine(root, key));
        foreach (DirectoryInfo place in folder.Exists ? folder.EnumerateDirectories() : [])
        {
            if (NuGetVersion.TryParse(place.Name, out NuGetVersion? version) && new FileInfo(Path.Combine(place.FullName, $"{key}.{place.Name}.nupkg")) is { Exists: true } file)
            {
                yield return new FolderPackage(id, version, file);
            }
        }
    }

    private static IEnumerable<FolderPackage> Flat(PackageSource source, string id, Action<Problem>? warn)
    {
        foreach (FolderPackage candidate in Candidates(source.Source, id))
        {
            if (ReadNuspec(candidate.File, source, warn) is { } identity && identity.Id.Equals(id, StringComparison.OrdinalIgnoreCase))
            {
                yield return candidate with { Id = identity.Id, Version = identity.Version, Tags = identity.Tags };
            }
        }
    }

    // 'A.1.2.0.nupkg' may be version 1.2.0 of A, or 2.0 of A.1: its nuspec says.
    private static IEnumerable<FolderPackage> Candidates(string root, string id)
    {
        foreach (FileInfo file in new DirectoryInfo(root).EnumerateFiles(id + ".*.nupkg", s_here).Where(IsPackage))
        {
            if (NuGetVersion.TryParse(file.Name[(id.Length + 1)..^".nupkg".Length], out NuGetVersion? version))
            {
                yield return new FolderPackage(id, version, file);
            }
        }
    }

    private static bool IsPackage(FileInfo file) => !file.Name.EndsWith(".symbols.nupkg", StringComparison.OrdinalIgnoreCase);

    private static bool Is(FolderPackage candidate, string id)
    {
        try
        {
            using PackageArchiveReader reader = new(Open(candidate.File));
            return reader.GetIdentity().Id.Equals(id, StringComparison.OrdinalIgnoreCase);
        }
        catch (Exception exception) when (exception is InvalidDataException or PackagingException or XmlException)
        {
            // Whoever opens it is told what is wrong with it.
            return true;
        }
    }

    /// <returns>What its nuspec says; <see langword="null"/> where the file is no package, which is told, or has gone, which is not.</returns>
    private static (string Id, NuGetVersion Version, IReadOnlyList<string> Tags)? ReadNuspec(FileInfo file, PackageSource source, Action<Problem>? warn)
    {
        try
        {
            using PackageArchiveReader reader = new(Open(file));
            return (reader.NuspecReader.GetId(), reader.NuspecReader.GetVersion(), PackageTags.Split(reader.NuspecReader.GetTags()));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            // Gone since it was listed.
            return null;
        }
        catch (Exception exception) when (exception is InvalidDataException or PackagingException or XmlException or IOException or UnauthorizedAccessException)
        {
            warn?.Invoke(PackageFailure.NoPackage(source, file.FullName));
            return null;
        }
    }

    private static FileStream Open(FileInfo file) => new(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 4096);

    private static void RequireFolder(PackageSource source)
    {
        if (!Directory.Exists(source.Source))
        {
            throw new DirectoryNotFoundException();
        }
    }
}
