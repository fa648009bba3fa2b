using System.Text.Json.Serialization;

namespace ModelPack.Core.Validation.Protocol;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(ValidatorCommand))]
[JsonSerializable(typeof(ValidatorEvent))]
internal sealed partial class ValidatorJsonContext : JsonSerializerContext;
