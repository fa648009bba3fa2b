namespace ModelPack.Core.Samples;

/// <summary>A golden sample in memory.</summary>
/// <param name="Inputs">What to feed, by name.</param>
/// <param name="Outputs">What to expect, by name; not necessarily every output, and none where they are not recorded yet.</param>
/// <param name="Tolerance">How far the outputs may be off.</param>
internal sealed record LoadedSample(
    IReadOnlyDictionary<string, SampleValue> Inputs, IReadOnlyDictionary<string, SampleValue> Outputs, Tolerance Tolerance);
