using System.Text.Json;
using System.Text.Json.Serialization;
using ModelPack.Core.Checklists;
using ModelPack.Core.Packages;
using ModelPack.Tool.Output;
using ModelPack.Tool.Targets;

namespace ModelPack.Tool.Commands.Inspect;

/// <summary>The answers of <c>inspect</c>.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters =
    [
        typeof(CamelCaseEnumConverter<AttestationState>),
        typeof(CamelCaseEnumConverter<ElementStatus>),
        typeof(CamelCaseEnumConverter<FileState>),
        typeof(CamelCaseEnumConverter<TargetKind>),
    ])]
[JsonSerializable(typeof(InspectDocument))]
[JsonSerializable(typeof(ChecklistDocument))]
internal sealed partial class InspectJsonContext : JsonSerializerContext;
