using System.Security.Cryptography;
using System.Text;
using ModelPack.Core.Attestations.CycloneDx;

namespace ModelPack.Core.Attestations;

/// <summary>
/// The bill of materials of a model package, an ML-BOM of CycloneDX 1.6. It is made of the manifest alone, so that anyone with the manifest can write it
/// again and compare: equal manifests give equal bytes. Written here because CycloneDX's own library is not on the feeds that ModelPack is built from, and brings
/// a JSON Schema engine and protobuf into the folder that MSBuild loads tasks from; the tests hold the result against CycloneDX's schema.
/// </summary>
public static class CycloneDxBom
{
    /// <summary>The format.</summary>
    public const string Format = "CycloneDX";

    /// <summary>The version of the format.</summary>
    public const string SpecVersion = "1.6";

    /// <summary>The tool that writes it.</summary>
    public const string ToolName = "ModelPack";

    /// <summary>Writes the bill of materials of a model.</summary>
    /// <param name="manifest">The manifest as it is packed.</param>
    /// <returns>UTF-8 JSON.</returns>
    public static byte[] Write(ModelManifest manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        BomContent content = new(manifest);
        return JsonDocuments.Write(json =>
        {
            json.WriteString("$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json");
            json.WriteString("bomFormat", Format);
            json.WriteString("specVersion", SpecVersion);
            json.WriteString("serialNumber", SerialNumber(manifest));
            json.WriteNumber("version", 1);
            new BomMetadata(json, content).Write();
            new BomComponents(json, content).Write();
            new BomRelations(json, content).Write();
        });
    }

    /// <summary>
    /// The serial number: a UUID of version 8 (RFC 9562) of the first 16 bytes of the SHA-256 of the UTF-8 text
    /// <c>modelpack-sbom\n&lt;id&gt;\n&lt;version&gt;\n&lt;digest&gt;\n</c>. Of one version of a model there is one bill of materials.
    /// </summary>
    /// <param name="manifest">The manifest.</param>
    public static string SerialNumber(ModelManifest manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes($"modelpack-sbom\n{manifest.Id}\n{manifest.Version}\n{manifest.Digest}\n"));
        hash[6] = (byte)((hash[6] & 0x0f) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3f) | 0x80);
        return $"urn:uuid:{new Guid(hash.AsSpan(0, 16), bigEndian: true):D}";
    }
}
