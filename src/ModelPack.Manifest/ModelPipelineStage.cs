using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelPack;

/// <summary>A step of the pipeline that made the model: what ran, on what, and what came out.</summary>
public sealed class ModelPipelineStage
{
    /// <summary>The name.</summary>
    public string Name { get; set; } = "";

    /// <summary>What was run, without secrets.</summary>
    public List<string>? Commands { get; set; }

    /// <summary>What it read.</summary>
    public List<ModelReference>? Inputs { get; set; }

    /// <summary>What it wrote.</summary>
    public List<ModelReference>? Outputs { get; set; }

    /// <summary>How many inputs and outputs are left out here, where there are very many; the source that is named in <c>lineage</c> has them.</summary>
    public int? Omitted { get; set; }

    /// <summary>Fields that this version does not know.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extensions { get; set; }
}
