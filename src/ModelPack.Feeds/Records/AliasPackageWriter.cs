using System.Text;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Packages;
using ModelPack.Core.Packing;
using ModelPack.Core.Records;
using ModelPack.Feeds.Diagnostics;

namespace ModelPack.Feeds.Records;

/// <summary>
/// Writes alias packages: everything of the promoted package that is ModelPack's, byte for byte, and the history. They stand by themselves: a service that references
/// one gets exactly what was promoted, whatever happens to the model's own package.
/// </summary>
internal static class AliasPackageWriter
{
    private const string LibraryMarker = $"lib/{PackageLayout.OldestFramework}/_._";

    /// <summary>Writes a package: equal content and history, equal bytes.</summary>
    /// <param name="stream">Takes it.</param>
    /// <param name="promoted">The package of the model version; or an alias package that served it.</param>
    /// <param name="history">The history that ends with the promotion.</param>
    /// <exception cref="Core.Diagnostics.ModelPackException">The promoted package is damaged (MP4021).</exception>
    public static void Write(Stream stream, IPackageContent promoted, AliasHistory history)
    {
        byte[] manifestBytes = PackageManifests.ReadBytes(promoted, PackageLayout.Manifest, PackageManifests.MaximumSize);
        ModelManifest manifest = PackageManifests.Read(promoted);
        AliasNuspec nuspec = AliasNuspec.Of(promoted, history);
        string props = AliasProps.Path(history.Alias);
        string[] copied =
        [
            .. promoted.Entries.Where(entry => entry.StartsWith(PackageLayout.Root + "/", StringComparison.Ordinal) && entry != AliasHistory.Entry).Order(StringComparer.Ordinal),
            .. nuspec.Files.Where(file => !file.StartsWith(PackageLayout.Root + "/", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
        ];
        if (copied.FirstOrDefault(entry => ModelPathRules.Explain(entry) is not null) is { } refused)
        {
            throw new ModelPackException(new Problem(DiagnosticCodes.DamagedModelPackage, $"'{promoted.Name}' has the file '{FeedText.Clean(refused)}', a path that {ModelPathRules.Explain(refused)}. Do not use it; tell its author."));
        }

        using PackageZip package = new(stream, nuspec.Text, history.Alias, history.Newest.AliasVersion, ["json", "props", "_", .. copied.Select(Path.GetExtension).OfType<string>()]);
        package.Add(AliasHistory.Entry, history.ToUtf8Bytes());
        package.Add(props, Encoding.UTF8.GetBytes(AliasProps.Text(manifest, manifestBytes, history.Alias, history.Newest.AliasVersion, history.Stage)));
        package.Add(LibraryMarker, []);
        foreach (string entry in copied)
        {
            using Stream content = promoted.Open(entry);
            package.Add(entry, content);
        }
    }
}
