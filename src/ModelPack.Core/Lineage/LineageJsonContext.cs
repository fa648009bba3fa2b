using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace ModelPack.Core.Lineage;

[JsonSerializable(typeof(JsonNode))]
internal sealed partial class LineageJsonContext : JsonSerializerContext;
