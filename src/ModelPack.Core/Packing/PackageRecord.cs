using System.Text;
using ModelPack.Core.Content;
using ModelPack.Files;

namespace ModelPack.Core.Packing;

/// <summary>
/// Which packages the last pack of a project wrote. Stock pack is skipped when the package is newer than what goes into it, even where
/// something else wrote it: another clone, a cache.
/// </summary>
/// <param name="stateFolder">The folder that the build wrote to.</param>
public sealed class PackageRecord(string stateFolder)
{
    private readonly string _record = Path.Combine(stateFolder, "packages.tsv");

    /// <summary>Keeps what a pack wrote.</summary>
    /// <param name="packages">The full paths.</param>
    /// <exception cref="IOException">The record cannot be written.</exception>
    public void Keep(IEnumerable<string> packages) =>
        AtomicFile.Write(_record, Encoding.UTF8.GetBytes(string.Concat(packages.Select(package => $"{Line(package)}\n"))));

    /// <summary>Touches the laid-out manifest, which stock pack compares with, unless every package that exists is as the last pack left it.</summary>
    /// <param name="packages">The full paths of what will be packed.</param>
    public void RenewUnlessOurs(IEnumerable<string> packages)
    {
        HashSet<string> kept = File.Exists(_record) ? [.. File.ReadLines(_record)] : [];
        string manifest = StageFolder.ManifestOf(stateFolder);
        if (File.Exists(manifest) && packages.Any(package => package.EndsWith(".nupkg", StringComparison.OrdinalIgnoreCase) && File.Exists(package) && !kept.Contains(Line(package))))
        {
            File.SetLastWriteTimeUtc(manifest, DateTime.UtcNow);
        }
    }

    private static string Line(string package) => $"{FileStamp.Read(package, follow: true).ToText(withChanged: true)}\t{package}";
}
