using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using ModelPack.Core.Diagnostics;
using ModelPack.Core.Packages;
using ModelPack.Core.Packing;
using ModelPack.Core.Records;

namespace ModelPack.Feeds.Records;

/// <summary>The nuspec of an alias: the model's, under the alias' id and version.</summary>
internal sealed class AliasNuspec
{
    private const long MaximumSize = 4 << 20;

    // What is true of the alias as of the model. Release notes and titles are the model version's own.
    private static readonly string[] Kept = ["authors", "license", "licenseUrl", "icon", "readme", "projectUrl", "copyright", "language", "repository", "requireLicenseAcceptance", "dependencies"];

    private AliasNuspec(string text, IReadOnlyList<string> files)
    {
        Text = text;
        Files = files;
    }

    /// <summary>The text.</summary>
    public string Text { get; }

    /// <summary>The files that it names: readme, license, icon.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>Makes it out of the nuspec of a model package, or of an older alias package.</summary>
    /// <param name="content">The package.</param>
    /// <param name="history">The history that ends with the promotion.</param>
    /// <exception cref="ModelPackException">The package has no sound nuspec (MP4021).</exception>
    public static AliasNuspec Of(IPackageContent content, AliasHistory history)
    {
        XElement metadata = Read(content);
        XNamespace space = metadata.Name.Namespace;
        PromotionRecord record = history.Newest;
        List<XElement> elements =
        [
            new(space + "id", history.Alias),
            new(space + "version", record.AliasVersion),
            .. Kept.Where(name => name != "dependencies").Select(name => metadata.Element(space + name)).OfType<XElement>().Select(element => new XElement(element)),
            new(space + "description", string.Create(CultureInfo.InvariantCulture, $"{record.Model.Id} {record.Model.Version}, promoted to {history.Stage} on {record.Time:yyyy-MM-dd}. Each version of this package is a promotion; the newest says what {history.Stage} serves.")),
            new(space + "tags", string.Join(' ', Tags(metadata.Element(space + "tags")?.Value))),
            new(space + "packageTypes", new XElement(space + "packageType", new XAttribute("name", "Dependency"))),
        ];
        if (metadata.Element(space + "dependencies") is { } dependencies)
        {
            elements.Add(new XElement(dependencies));
        }

        if (elements.TrueForAll(element => element.Name.LocalName != "authors"))
        {
            elements.Insert(2, new XElement(space + "authors", record.Model.Id));
        }

        string[] named = [.. elements.Where(element => element.Name.LocalName is "readme" or "icon" || (element.Name.LocalName == "license" && element.Attribute("type")?.Value == "file")).Select(element => element.Value.Trim().Replace('\\', '/')).Where(content.Contains)];
        elements.RemoveAll(element => element.Name.LocalName is "readme" or "icon" && !named.Contains(element.Value.Trim().Replace('\\', '/')));
        XElement package = new(space + "package", new XElement(space + "metadata", elements));
        return new AliasNuspec($"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{package.ToString().ReplaceLineEndings("\n")}\n", named);
    }

    // 'modelpack' marks models: an alias is none of its own.
    private static IEnumerable<string> Tags(string? tags) => (tags ?? "").Split([' ', ',', ';', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries)
        .Where(tag => !tag.Equals(PackageLayout.ModelTag, StringComparison.OrdinalIgnoreCase) && !tag.Equals(RecordPackages.AliasTag, StringComparison.OrdinalIgnoreCase))
        .Prepend(RecordPackages.AliasTag);

    private static XElement Read(IPackageContent content)
    {
        string[] names = [.. content.Entries.Where(entry => !entry.Contains('/', StringComparison.Ordinal) && entry.EndsWith(".nuspec", StringComparison.OrdinalIgnoreCase))];
        try
        {
            if (names.Length != 1)
            {
                throw new XmlException($"it has {names.Length} nuspec files");
            }

            using MemoryStream stream = new(PackageManifests.ReadBytes(content, names[0], MaximumSize));
            using XmlReader reader = XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            XElement root = XDocument.Load(reader).Root!;
            return root.Element(root.Name.Namespace + "metadata") ?? throw new XmlException("its nuspec has no metadata");
        }
        catch (XmlException exception)
        {
            throw new ModelPackException(new Problem(DiagnosticCodes.DamagedModelPackage, $"'{content.Name}' is no sound package: {exception.Message} Fetch it again, or take it from another source."), exception);
        }
    }
}
