using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelPack.Tool.Commands.Unlist;

/// <summary>The answers of <c>unlist</c>.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(UnlistDocument))]
internal sealed partial class UnlistJsonContext : JsonSerializerContext;
