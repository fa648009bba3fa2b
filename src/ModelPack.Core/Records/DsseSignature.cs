using System.Text.Json.Serialization;

namespace ModelPack.Core.Records;

/// <summary>A signature of a DSSE envelope.</summary>
public sealed class DsseSignature
{
    /// <summary>The SHA-256 of the public key (SubjectPublicKeyInfo), in hexadecimal: which key to try, no proof by itself.</summary>
    [JsonPropertyName("keyid")]
    public string? KeyId { get; set; }

    /// <summary>The signature, in base 64: ECDSA on P-256 with SHA-256, as ASN.1 (DER).</summary>
    [JsonPropertyName("sig")]
    public string Sig { get; set; } = "";
}
