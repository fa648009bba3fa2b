using System.Xml;
using NuGet.Versioning;

namespace ModelPack.Feeds.Pushing;

/// <summary>The id and version in a nuspec, read without all else: a push of little should take little time, and NuGet's own reader loads much.</summary>
internal static class NuspecIdentity
{
    /// <summary>Reads them.</summary>
    /// <exception cref="InvalidDataException">The nuspec has none.</exception>
    /// <exception cref="XmlException">It is no XML.</exception>
    public static (string Id, NuGetVersion Version) Read(Stream nuspec)
    {
        using XmlReader reader = XmlReader.Create(nuspec, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, IgnoreComments = true, IgnoreWhitespace = true, MaxCharactersInDocument = 8 << 20 });
        string? id = null;
        string? version = null;
        bool inMetadata = false;
        while ((id is null || version is null) && reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            switch ((reader.Depth, reader.LocalName))
            {
                case (1, var name):
                    inMetadata = name == "metadata";
                    break;
                case (2, "id") when inMetadata:
                    id = Text(reader);
                    break;
                case (2, "version") when inMetadata:
                    version = Text(reader);
                    break;
            }
        }

        return id is { Length: > 0 } && NuGetVersion.TryParse(version, out NuGetVersion? parsed) ? (id, parsed) : throw new InvalidDataException("The nuspec has no id and version.");
    }

    private static string Text(XmlReader reader)
    {
        using XmlReader element = reader.ReadSubtree();
        element.Read();
        return element.ReadElementContentAsString().Trim();
    }
}
