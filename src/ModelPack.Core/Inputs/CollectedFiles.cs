namespace ModelPack.Core.Inputs;

/// <summary>The files of a project.</summary>
/// <param name="Files">All but the card, ordered by path in the package.</param>
/// <param name="Card">The model card.</param>
/// <param name="Models">What is a model among them, ordered by path in the package.</param>
public sealed record CollectedFiles(IReadOnlyList<InputFile> Files, InputFile? Card, IReadOnlyList<ModelSource> Models);
