using System.Text.Json.Serialization;

namespace ModelPack.Feeds.Probing;

/// <summary>The files that remember probes.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RememberedPromises))]
internal sealed partial class PromiseJsonContext : JsonSerializerContext;
