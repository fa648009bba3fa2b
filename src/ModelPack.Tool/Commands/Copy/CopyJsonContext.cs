using System.Text.Json;
using System.Text.Json.Serialization;
using ModelPack.Feeds.Pushing;
using ModelPack.Tool.Output;

namespace ModelPack.Tool.Commands.Copy;

/// <summary>The answers of <c>copy</c>.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(CamelCaseEnumConverter<PushOutcome>)])]
[JsonSerializable(typeof(CopyDocument))]
internal sealed partial class CopyJsonContext : JsonSerializerContext;
