using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelPack.Tool.Output;

/// <summary>How answers are written as JSON. Each command has a context of its own for its answers, with these options.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ErrorDocument))]
internal sealed partial class ToolJsonContext : JsonSerializerContext;
