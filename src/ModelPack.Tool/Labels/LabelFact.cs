namespace ModelPack.Tool.Labels;

/// <summary>A fact of a label.</summary>
/// <param name="Name">What it is about.</param>
/// <param name="Value">What is said.</param>
/// <param name="Source">Where it came from: a lineage source, the project, the repository, the build, or the bytes.</param>
internal sealed record LabelFact(string Name, string Value, string Source);
