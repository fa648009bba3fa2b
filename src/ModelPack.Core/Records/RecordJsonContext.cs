using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelPack.Core.Records;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    AllowDuplicateProperties = false,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    MaxDepth = 32,
    ReadCommentHandling = JsonCommentHandling.Disallow)]
[JsonSerializable(typeof(AliasHistory))]
[JsonSerializable(typeof(RecordBook<AttestationRecord>))]
[JsonSerializable(typeof(RecordBook<RevocationRecord>))]
[JsonSerializable(typeof(RecordBook<DeploymentRecord>))]
[JsonSerializable(typeof(DsseEnvelope))]
internal sealed partial class RecordJsonContext : JsonSerializerContext;
