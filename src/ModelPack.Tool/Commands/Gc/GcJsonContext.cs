using System.Text.Json;
using System.Text.Json.Serialization;
using ModelPack.Feeds.Collecting;
using ModelPack.Tool.Output;

namespace ModelPack.Tool.Commands.Gc;

/// <summary>How <c>gc</c> answers in JSON.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Converters = [typeof(CamelCaseEnumConverter<GarbageKind>)])]
[JsonSerializable(typeof(GcDocument))]
internal sealed partial class GcJsonContext : JsonSerializerContext;
