namespace ModelPack.Tool.Output;

/// <summary>What a command answers in JSON where it cannot answer.</summary>
/// <param name="Error">Why.</param>
internal sealed record ErrorDocument(ProblemDocument Error);
