using System.Text.Json;
using System.Text.Json.Serialization;
using ModelPack.Core.Checklists;
using ModelPack.Core.Packages;
using ModelPack.Feeds.History;
using ModelPack.Tool.Output;
using ModelPack.Tool.Targets;

namespace ModelPack.Tool.Commands.Inspect;

/// <summary>The answers of <c>inspect</c>. A metric may be infinite.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    Converters =
    [
        typeof(CamelCaseEnumConverter<AttestationState>),
        typeof(CamelCaseEnumConverter<ElementStatus>),
        typeof(CamelCaseEnumConverter<FileState>),
        typeof(CamelCaseEnumConverter<LogEvidence>),
        typeof(CamelCaseEnumConverter<TargetKind>),
    ])]
[JsonSerializable(typeof(InspectDocument))]
[JsonSerializable(typeof(ChecklistDocument))]
internal sealed partial class InspectJsonContext : JsonSerializerContext;
