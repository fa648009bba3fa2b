using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelPack.Tool.Commands.Attest;

/// <summary>How <c>attest</c> and <c>approve</c> answer in JSON.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(AttestDocument))]
internal sealed partial class AttestJsonContext : JsonSerializerContext;
