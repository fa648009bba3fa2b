using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelPack;

/// <summary>How a model is secured.</summary>
public sealed class ModelSecurity
{
    /// <summary>The controls, e.g. access control, encryption, audit logs.</summary>
    public string? Controls { get; set; }

    /// <summary>The standards and regulations that it was assessed against.</summary>
    public string? Compliance { get; set; }

    /// <summary>The address of the policy for reporting vulnerabilities.</summary>
    public string? PolicyUrl { get; set; }

    /// <summary>The address of what is known of vulnerabilities (advisories, VEX).</summary>
    public string? VulnerabilitiesUrl { get; set; }

    /// <summary>Fields that this version does not know.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extensions { get; set; }
}
