using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelPack.Tool.Commands.Catalog;

/// <summary>How <c>catalog</c> answers in JSON.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CatalogDocument))]
internal sealed partial class CatalogJsonContext : JsonSerializerContext;
