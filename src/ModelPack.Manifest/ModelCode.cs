using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelPack;

/// <summary>The source code that the model project was built from.</summary>
public sealed class ModelCode
{
    /// <summary>The repository's URL, without credentials.</summary>
    public string? Repository { get; set; }

    /// <summary>The commit's full hash.</summary>
    public string? Commit { get; set; }

    /// <summary>The branch, where HEAD is on one.</summary>
    public string? Branch { get; set; }

    /// <summary>The tag that names the commit; the highest where there are several.</summary>
    public string? Tag { get; set; }

    /// <summary>Whether tracked files were changed or packed inputs were untracked.</summary>
    public bool? Dirty { get; set; }

    /// <summary>The script or project that trained the model.</summary>
    public string? TrainingEntryPoint { get; set; }

    /// <summary>The changed tracked files and the untracked packed ones, from the top of the repository; at most 100.</summary>
    public List<string>? DirtyFiles { get; set; }

    /// <summary>Source files with the digests that they had.</summary>
    public List<ModelReference>? Files { get; set; }

    /// <summary>Fields that this version does not know.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extensions { get; set; }
}
