using System.Diagnostics.CodeAnalysis;

namespace ModelPack.Runtime.Tasks.Packages;

/// <summary>A payload is in no package folder. All that a model misses are told in one error.</summary>
[SuppressMessage("Design", "CA1064:Exceptions should be public", Justification = "Never leaves this assembly.")]
internal sealed class MissingPayloadException(PlannedPayload payload) : Exception($"{payload.Id} {payload.Version} is missing.")
{
    public PlannedPayload Payload { get; } = payload;
}
