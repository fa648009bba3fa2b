using System.Text.Json.Serialization;
using ModelPack.Core.Diagnostics;

namespace ModelPack.Core.Projects;

[JsonSerializable(typeof(IReadOnlyList<Problem>))]
internal sealed partial class BuildStateJsonContext : JsonSerializerContext;
