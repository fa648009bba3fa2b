using System.Text.Json;
using System.Text.Json.Serialization;
using ModelPack.Feeds.History;
using ModelPack.Tool.Output;

namespace ModelPack.Tool.Commands.Versions;

/// <summary>How <c>versions</c> answers in JSON. A metric may be infinite.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    Converters = [typeof(CamelCaseEnumConverter<SignatureChange>), typeof(CamelCaseEnumConverter<LogEvidence>)])]
[JsonSerializable(typeof(VersionsDocument))]
[JsonSerializable(typeof(VersionDocument))]
internal sealed partial class VersionsJsonContext : JsonSerializerContext;
