using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelPack;

/// <summary>A packed file of the model.</summary>
public sealed class ModelFile
{
    /// <summary>The path below <c>modelpack/files/</c> and in a service's model folder, with forward slashes.</summary>
    public string Path { get; set; } = "";

    /// <summary>What the file is: one of <see cref="ModelFileRoles"/>.</summary>
    public string Role { get; set; } = "";

    /// <summary>The IANA media type, or a customary one.</summary>
    public string? MediaType { get; set; }

    /// <summary>The size in bytes of the author's file.</summary>
    public long Size { get; set; }

    /// <summary>The SHA-256 of the author's file: 64 lower case hexadecimal digits.</summary>
    public string Sha256 { get; set; } = "";

    /// <summary>Whether a service gets the file in its output.</summary>
    public bool Materialize { get; set; }

    /// <summary>One of <see cref="ModelLayouts"/>; absent where the package holds the author's file as it is.</summary>
    public string? Layout { get; set; }

    /// <summary>The size in bytes of the graph that stands for the author's <c>.onnx</c> file (<see cref="ModelLayouts.Tensor"/>); absent for its external data files.</summary>
    public long? LaidOutSize { get; set; }

    /// <summary>The SHA-256 of the graph that stands for the author's <c>.onnx</c> file (<see cref="ModelLayouts.Tensor"/>); absent for its external data files.</summary>
    public string? LaidOutSha256 { get; set; }

    /// <summary>
    /// The SHA-256 of shards, each in a payload package: the pieces of the file in their order (<see cref="ModelLayouts.Exact"/>), or those that the graph
    /// refers to, ordered (<see cref="ModelLayouts.Tensor"/>).
    /// </summary>
    public List<string>? Shards { get; set; }

    /// <summary>How to give the author's file back (<see cref="ModelLayouts.Tensor"/>).</summary>
    public ModelRecipe? Recipe { get; set; }

    /// <summary>Fields that this version does not know.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extensions { get; set; }
}
