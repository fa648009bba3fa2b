using System.Text.Json;
using System.Text.Json.Serialization;
using ModelPack.Feeds.History;
using ModelPack.Tool.Output;

namespace ModelPack.Tool.Commands.Log;

/// <summary>How <c>log</c> answers in JSON. A metric may be infinite.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    WriteIndented = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(CamelCaseEnumConverter<LogEntryKind>), typeof(CamelCaseEnumConverter<LogEvidence>)])]
[JsonSerializable(typeof(LogDocument))]
internal sealed partial class LogJsonContext : JsonSerializerContext;
