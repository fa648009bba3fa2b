using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelPack.Tool.Commands.Promote;

/// <summary>How <c>promote</c> answers in JSON.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(PromoteDocument))]
internal sealed partial class PromoteJsonContext : JsonSerializerContext;
