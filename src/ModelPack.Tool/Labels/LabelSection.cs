namespace ModelPack.Tool.Labels;

/// <summary>A section of a label.</summary>
/// <param name="Name">Its name, as it is in the manifest.</param>
/// <param name="Title">What it answers.</param>
/// <param name="Facts">What is there.</param>
/// <param name="Missing">How to supply it, where nothing is there.</param>
internal sealed record LabelSection(string Name, string Title, IReadOnlyList<LabelFact> Facts, string? Missing);
