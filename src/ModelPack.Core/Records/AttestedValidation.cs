using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelPack.Core.Records;

/// <summary>What was found when a version was run somewhere.</summary>
public sealed class AttestedValidation
{
    /// <summary>The hardware, e.g. <c>Tesla T4</c>.</summary>
    public string? Hardware { get; set; }

    /// <summary>The execution provider, e.g. <c>Cuda</c>.</summary>
    public string? ExecutionProvider { get; set; }

    /// <summary>The version of ONNX Runtime.</summary>
    public string? Runtime { get; set; }

    /// <summary>One of <see cref="ModelValidationOutcomes"/>.</summary>
    public string Outcome { get; set; } = "";

    /// <summary>Fields that this version does not know.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extensions { get; set; }
}
