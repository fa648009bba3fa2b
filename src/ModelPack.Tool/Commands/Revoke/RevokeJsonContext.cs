using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelPack.Tool.Commands.Revoke;

/// <summary>How <c>revoke</c> answers in JSON.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(RevokeDocument))]
internal sealed partial class RevokeJsonContext : JsonSerializerContext;
