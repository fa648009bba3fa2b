namespace ModelPack.Tool.Commands.Validate;

/// <summary>A model in the answer of <c>validate</c>.</summary>
/// <param name="File">Its path in the folder or package.</param>
/// <param name="Id">The package's id.</param>
/// <param name="Version">The package's version.</param>
/// <param name="Format"><c>onnx</c>, <c>ort</c>, <c>safetensors</c>, <c>gguf</c> or <c>unknown</c>; absent where the file cannot be read.</param>
/// <param name="Valid">Whether nothing failed.</param>
/// <param name="Codes">The codes of what is wrong with its files; absent where nothing is.</param>
/// <param name="Samples">How many golden samples it has.</param>
/// <param name="Runs">Each runtime and execution provider; none where only the structure was checked.</param>
internal sealed record ValidatedModelDocument(string File, string? Id, string? Version, string? Format, bool Valid, IReadOnlyList<string>? Codes, int Samples, IReadOnlyList<ValidationRunDocument> Runs);
