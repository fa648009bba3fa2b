using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelPack.Core.Records;

/// <summary>The policy that a promotion was made under.</summary>
public sealed class PolicyReference
{
    /// <summary>The digest of the policy file.</summary>
    public string Digest { get; set; } = "";

    /// <summary>The commit that it was read in, where it is in a repository.</summary>
    public string? Commit { get; set; }

    /// <summary>Whether the policy, or a file of a key that it names, is another than in that commit.</summary>
    public bool? Dirty { get; set; }

    /// <summary>The ids of the keys that it lists, in files beside it too: whose signatures counted. Absent where it lists none, and in older records.</summary>
    public List<string>? Keys { get; set; }

    /// <summary>Fields that this version does not know.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extensions { get; set; }
}
