using System.Text.Json.Serialization;

namespace ModelPack.Core.Lineage.MLflow;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    NewLine = "\n",
    RespectNullableAnnotations = true,
    WriteIndented = true)]
[JsonSerializable(typeof(MLflowSnapshot))]
internal sealed partial class MLflowJsonContext : JsonSerializerContext;
