using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelPack;

/// <summary>A proof: the model was loaded, and run, in one runtime.</summary>
public sealed class ModelValidation
{
    /// <summary>The ONNX Runtime version, e.g. <c>1.31.1</c>.</summary>
    public string Runtime { get; set; } = "";

    /// <summary>The execution provider, e.g. <c>Cpu</c>.</summary>
    public string ExecutionProvider { get; set; } = "";

    /// <summary>One of <see cref="ModelValidationOutcomes"/>.</summary>
    public string Outcome { get; set; } = "";

    /// <summary>How the input was made: <c>sample</c> or <c>synthesized</c>; absent where nothing was run.</summary>
    public string? Input { get; set; }

    /// <summary>The number of golden samples that were run and compared.</summary>
    public int? Samples { get; set; }

    /// <summary>The largest absolute difference to a golden output, to two significant digits.</summary>
    public double? LargestError { get; set; }

    /// <summary>What a person should know, e.g. why the model was loaded but not run.</summary>
    public string? Note { get; set; }

    /// <summary>Fields that this version does not know.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extensions { get; set; }
}
