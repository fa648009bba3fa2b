using System.Text.Json;
using System.Text.Json.Serialization;
using ModelPack.Feeds.Probing;
using ModelPack.Tool.Output;

namespace ModelPack.Tool.Commands.FeedCheck;

/// <summary>The answers of <c>feed check</c>.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(CamelCaseEnumConverter<OverwriteMeaning>), typeof(CamelCaseEnumConverter<DeleteMeaning>), typeof(CamelCaseEnumConverter<TagSearchMeaning>)])]
[JsonSerializable(typeof(FeedPromises))]
internal sealed partial class FeedCheckJsonContext : JsonSerializerContext;
