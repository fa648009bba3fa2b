using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelPack;

/// <summary>A loadable model: an ONNX or ORT file, its signature and the proofs that it runs.</summary>
public sealed class ModelEntry
{
    /// <summary>The path of the file, as in <see cref="ModelFile.Path"/>.</summary>
    public string File { get; set; } = "";

    /// <summary>The file format: <c>onnx</c>, <c>ort</c>, <c>safetensors</c>, <c>gguf</c> or <c>unknown</c>.</summary>
    public string Format { get; set; } = "";

    /// <summary>The role within the system, e.g. <c>encoder</c>; <c>model</c> by default.</summary>
    public string? Role { get; set; }

    /// <summary>Whether this is the model that consumers get without naming one.</summary>
    public bool Primary { get; set; }

    /// <summary>Inputs and outputs.</summary>
    public ModelSignature? Signature { get; set; }

    /// <summary>The operator set version by domain; the default domain is <c>ai.onnx</c>.</summary>
    public SortedDictionary<string, long>? Opsets { get; set; }

    /// <summary>The ONNX IR version.</summary>
    public long? IrVersion { get; set; }

    /// <summary>The tool that wrote the file, with its version.</summary>
    public string? Producer { get; set; }

    /// <summary>The number of elements in all initializers; absent where there are none.</summary>
    public long? Parameters { get; set; }

    /// <summary>The key-value pairs that the file carries (<c>metadata_props</c>).</summary>
    public SortedDictionary<string, string>? Metadata { get; set; }

    /// <summary>The proofs, one per runtime version and execution provider.</summary>
    public List<ModelValidation>? Validations { get; set; }

    /// <summary>Fields that this version does not know.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extensions { get; set; }
}
