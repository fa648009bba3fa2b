using System.Text.Json;
using System.Text.Json.Serialization;
using ModelPack.Feeds.Pushing;
using ModelPack.Tool.Output;

namespace ModelPack.Tool.Commands.Push;

/// <summary>The answers of <c>push</c>.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(CamelCaseEnumConverter<PushOutcome>)])]
[JsonSerializable(typeof(PushDocument))]
internal sealed partial class PushJsonContext : JsonSerializerContext;
