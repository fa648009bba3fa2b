using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelPack.Tool.Commands.Validate;

/// <summary>How <c>validate</c> answers in JSON. An error may be infinite.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(ValidateDocument))]
internal sealed partial class ValidateJsonContext : JsonSerializerContext;
