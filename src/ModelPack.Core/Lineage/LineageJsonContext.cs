using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace ModelPack.Core.Lineage;

[JsonSerializable(typeof(JsonNode))]
[JsonSerializable(typeof(string))]
internal sealed partial class LineageJsonContext : JsonSerializerContext;
