using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelPack;

/// <summary>A data set that trained or evaluated the model. It is referenced, not packed.</summary>
public sealed class ModelDataset
{
    /// <summary>The name.</summary>
    public string Name { get; set; } = "";

    /// <summary>E.g. <c>training</c>, <c>validation</c>, <c>evaluation</c>.</summary>
    public string? Role { get; set; }

    /// <summary>A stable identifier, e.g. a DOI.</summary>
    public string? Identifier { get; set; }

    /// <summary>Where it is.</summary>
    public string? Uri { get; set; }

    /// <summary>Its version.</summary>
    public string? Version { get; set; }

    /// <summary>Its digest, with the algorithm as prefix.</summary>
    public string? Digest { get; set; }

    /// <summary>Its size in bytes, where it was digested here.</summary>
    public long? Size { get; set; }

    /// <summary>The version of the preprocessing.</summary>
    public string? PreprocessingVersion { get; set; }

    /// <summary>Its licence.</summary>
    public string? License { get; set; }

    /// <summary>What it is.</summary>
    public string? Description { get; set; }

    /// <summary>The kinds of data in it, e.g. <c>text</c>, <c>image</c>, <c>tabular</c>.</summary>
    public string? Content { get; set; }

    /// <summary>Who is responsible for it.</summary>
    public string? Owner { get; set; }

    /// <summary>Where it comes from.</summary>
    public string? Provenance { get; set; }

    /// <summary>How sensitive it is.</summary>
    public string? Sensitivity { get; set; }

    /// <summary>Its statistics.</summary>
    public string? Statistics { get; set; }

    /// <summary>Fields that this version does not know.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extensions { get; set; }
}
