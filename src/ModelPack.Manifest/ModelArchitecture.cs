using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelPack;

/// <summary>What kind of model it is.</summary>
public sealed class ModelArchitecture
{
    /// <summary>The architecture, e.g. <c>BertModel</c>.</summary>
    public string? Name { get; set; }

    /// <summary>The family of architectures, e.g. <c>bert</c>.</summary>
    public string? Family { get; set; }

    /// <summary>What the model does, e.g. <c>text-classification</c>.</summary>
    public string? Task { get; set; }

    /// <summary>The library that it was trained with, with its version where that is known.</summary>
    public string? Framework { get; set; }

    /// <summary>The number of parameters as the author gives it, e.g. <c>8b</c>.</summary>
    public string? ParameterSize { get; set; }

    /// <summary>The type of the weights, e.g. <c>float32</c>.</summary>
    public string? Precision { get; set; }

    /// <summary>How the weights were quantized.</summary>
    public string? Quantization { get; set; }

    /// <summary>How its answers can be explained.</summary>
    public string? Explainability { get; set; }

    /// <summary>How far it acts without a person.</summary>
    public string? Autonomy { get; set; }

    /// <summary>The languages that it handles.</summary>
    public List<string>? Languages { get; set; }

    /// <summary>Words that describe it.</summary>
    public List<string>? Tags { get; set; }

    /// <summary>Fields that this version does not know.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extensions { get; set; }
}
