using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelPack.Core.Records;

/// <summary>An approval that a promotion was based on.</summary>
public sealed class RecordedApproval
{
    /// <summary>Who approved: as the policy names the key, else as the attestation states it.</summary>
    public string Name { get; set; } = "";

    /// <summary>The key that signed it; absent where it is stated only.</summary>
    public string? KeyId { get; set; }

    /// <summary>The number of the attestation.</summary>
    public int Attestation { get; set; }

    /// <summary>The digest of the attestation.</summary>
    public string Digest { get; set; } = "";

    /// <summary>Fields that this version does not know.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extensions { get; set; }
}
