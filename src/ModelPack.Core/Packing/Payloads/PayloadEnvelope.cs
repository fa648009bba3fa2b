using System.IO.Hashing;
using System.Security;
using System.Text;

namespace ModelPack.Core.Packing.Payloads;

/// <summary>
/// Everything of a payload package but its content: what lies before and behind it. The content comes first, so that it can be written while it is
/// digested; the lengths of both parts do not depend on it, so that they can be written afterwards.
/// </summary>
internal sealed class PayloadEnvelope
{
    /// <summary>Raised with each change of a package's bytes.</summary>
    public const int Format = 1;

    private const string PropertiesName = "package/services/metadata/core-properties/nuget.psmdcp";

    private const string Description = "A part of the files of machine-learning models, addressed by its content. Models that are packed with ModelPack depend on it; it is of no use by itself.";

    /// <summary>Makes the envelope of a content.</summary>
    public PayloadEnvelope(PayloadIdentity identity, string sha256, long length, uint crc)
    {
        StoredEntry content = new(PackageLayout.Shard(sha256), length, crc, 0);
        Head = StoredZip.LocalHeader(content);
        List<StoredEntry> entries = [content];
        using MemoryStream tail = new();
        long start = Head.Length + length;
        foreach ((string name, string text) in Parts(identity, sha256))
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            StoredEntry entry = new(name, bytes.Length, Crc32.HashToUInt32(bytes), start + tail.Length);
            tail.Write(StoredZip.LocalHeader(entry));
            tail.Write(bytes);
            entries.Add(entry);
        }

        tail.Write(StoredZip.Directory(entries, start + tail.Length));
        Tail = tail.ToArray();
    }

    /// <summary>The bytes before the content.</summary>
    public byte[] Head { get; }

    /// <summary>The bytes behind the content.</summary>
    public byte[] Tail { get; }

    /// <summary>The lengths of both parts for any content of a length.</summary>
    public static (int Head, int Tail) Lengths(PayloadIdentity identity, long length)
    {
        PayloadEnvelope envelope = new(identity, new string('0', 64), length, 0);
        return (envelope.Head.Length, envelope.Tail.Length);
    }

    /// <summary>What every NuGet package has beside its content.</summary>
    private static IEnumerable<(string Name, string Text)> Parts(PayloadIdentity identity, string sha256)
    {
        string id = identity.Id(sha256);
        yield return ($"{id}.nuspec", Nuspec(identity, id));
        yield return ("[Content_Types].xml", ContentTypes);
        yield return ("_rels/.rels", Relationships(id));
        yield return (PropertiesName, Properties(identity, id));
    }

    private static string Nuspec(PayloadIdentity identity, string id) => $"""
        <?xml version="1.0" encoding="utf-8"?>
        <package xmlns="http://schemas.microsoft.com/packaging/2011/08/nuspec.xsd">
          <metadata>
            <id>{id}</id>
            <version>{identity.Version}</version>
            <authors>ModelPack</authors>
            <description>{Description}</description>
            <tags>{PackageLayout.PayloadTag}</tags>
            <packageTypes>
              <packageType name="Dependency" />
            </packageTypes>{(identity.RepositoryUrl is { } url ? $"\n    <repository type=\"git\" url=\"{SecurityElement.Escape(url)}\" />" : "")}
          </metadata>
        </package>

        """.ReplaceLineEndings("\n");

    private static readonly string ContentTypes = """
        <?xml version="1.0" encoding="utf-8"?>
        <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
          <Default Extension="bin" ContentType="application/octet" />
          <Default Extension="nuspec" ContentType="application/octet" />
          <Default Extension="psmdcp" ContentType="application/vnd.openxmlformats-package.core-properties+xml" />
          <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml" />
        </Types>

        """.ReplaceLineEndings("\n");

    private static string Relationships(string id) => $"""
        <?xml version="1.0" encoding="utf-8"?>
        <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
          <Relationship Type="http://schemas.microsoft.com/packaging/2010/07/manifest" Target="/{Uri.EscapeDataString(id)}.nuspec" Id="R1" />
          <Relationship Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="/{PropertiesName}" Id="R2" />
        </Relationships>

        """.ReplaceLineEndings("\n");

    private static string Properties(PayloadIdentity identity, string id) => $"""
        <?xml version="1.0" encoding="utf-8"?>
        <coreProperties xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns="http://schemas.openxmlformats.org/package/2006/metadata/core-properties">
          <dc:creator>ModelPack</dc:creator>
          <dc:description>{Description}</dc:description>
          <dc:identifier>{id}</dc:identifier>
          <version>{identity.Version}</version>
          <keywords>{PackageLayout.PayloadTag}</keywords>
        </coreProperties>

        """.ReplaceLineEndings("\n");
}
