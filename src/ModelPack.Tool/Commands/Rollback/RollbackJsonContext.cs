using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelPack.Tool.Commands.Rollback;

/// <summary>How <c>rollback</c> answers in JSON.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(RollbackDocument))]
internal sealed partial class RollbackJsonContext : JsonSerializerContext;
