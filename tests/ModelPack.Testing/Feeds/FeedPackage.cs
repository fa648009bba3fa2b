using System.Globalization;
using System.IO.Compression;
using System.Xml.Linq;

namespace ModelPack.Testing.Feeds;

/// <summary>A package of a feed.</summary>
/// <param name="Id">The id as its nuspec writes it.</param>
/// <param name="Version">The version as its nuspec writes it.</param>
/// <param name="Path">Its <c>.nupkg</c>.</param>
public sealed record FeedPackage(string Id, string Version, string Path)
{
    /// <summary>The tags.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The description.</summary>
    public string Description { get; init; } = "";

    /// <summary>The authors.</summary>
    public string Authors { get; init; } = "";

    /// <summary>The size of the package.</summary>
    public long Size { get; init; }

    /// <summary>When the feed took it.</summary>
    public DateTimeOffset Published { get; init; }

    /// <summary>Whether it is listed.</summary>
    public bool IsListed { get; init; } = true;

    /// <summary>Differs from that of every other content of the feed.</summary>
    public long Revision { get; init; }

    /// <summary>The id as addresses name it.</summary>
    public string IdKey => Key(Id);

    /// <summary>The version as addresses name it.</summary>
    public string VersionKey => NormalizeVersion(Version);

    /// <summary>Whether it is a prerelease.</summary>
    public bool IsPrerelease => VersionKey.Contains('-', StringComparison.Ordinal);

    /// <summary>Whether clients that know no SemVer 2 must not see it.</summary>
    public bool NeedsSemVer2 => Version.Contains('+', StringComparison.Ordinal) || (IsPrerelease && VersionKey[VersionKey.IndexOf('-', StringComparison.Ordinal)..].Contains('.', StringComparison.Ordinal));

    /// <summary>What versions are sorted by.</summary>
    public FeedVersionOrder Order => new(VersionKey);

    /// <summary>The id in lower case, which is how ids are compared.</summary>
    public static string Key(string id) => id.ToLowerInvariant();

    /// <summary>NuGet's normal form of a version, in lower case: no leading zeros, at least three numbers, no fourth that is 0, no build metadata.</summary>
    public static string NormalizeVersion(string version)
    {
        string precedence = version.Split('+')[0].ToLowerInvariant();
        int dash = precedence.IndexOf('-', StringComparison.Ordinal);
        string suffix = dash < 0 ? "" : precedence[dash..];
        List<int> numbers = [.. precedence[..(precedence.Length - suffix.Length)].Split('.').Select(number => int.Parse(number, CultureInfo.InvariantCulture))];
        while (numbers.Count < 3)
        {
            numbers.Add(0);
        }

        if (numbers is [_, _, _, 0])
        {
            numbers.RemoveAt(3);
        }

        return string.Join('.', numbers) + suffix;
    }

    /// <summary>Reads id and version from a package's nuspec.</summary>
    /// <exception cref="InvalidDataException">The file is no package.</exception>
    public static FeedPackage Read(string path)
    {
        using MemoryStream nuspec = new(ReadNuspec(path));
        XElement? metadata = XDocument.Load(nuspec).Root?.Elements().FirstOrDefault(element => element.Name.LocalName == "metadata");
        return Value("id") is { Length: > 0 } id && Value("version") is { Length: > 0 } version
            ? new FeedPackage(id, version, path)
            {
                Tags = (Value("tags") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries),
                Description = Value("description") ?? "",
                Authors = Value("authors") ?? "",
                Size = new FileInfo(path).Length,
            }
            : throw new InvalidDataException("The nuspec has no id and version.");

        string? Value(string name) => metadata?.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value;
    }

    /// <summary>The bytes of the nuspec.</summary>
    public byte[] ReadNuspec() => ReadNuspec(Path);

    private static byte[] ReadNuspec(string path)
    {
        using ZipArchive archive = ZipFile.OpenRead(path);
        ZipArchiveEntry entry = archive.Entries.FirstOrDefault(entry => entry.FullName.EndsWith(".nuspec", StringComparison.OrdinalIgnoreCase) && !entry.FullName.Contains('/', StringComparison.Ordinal))
            ?? throw new InvalidDataException("The package has no nuspec.");
        using Stream stream = entry.Open();
        using MemoryStream bytes = new();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
