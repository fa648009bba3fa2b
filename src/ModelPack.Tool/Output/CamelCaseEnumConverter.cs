using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelPack.Tool.Output;

/// <summary>Writes the values of an enumeration as the names of fields are written. Listed in the options of a context that has such values.</summary>
/// <typeparam name="T">The enumeration.</typeparam>
internal sealed class CamelCaseEnumConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase)
    where T : struct, Enum;
