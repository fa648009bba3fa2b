using ModelPack.Tool.Output;

namespace ModelPack.Tool.Commands.Validate;

/// <summary>The answer of <c>validate</c> in JSON.</summary>
/// <param name="Target">What was validated, as the user wrote it.</param>
/// <param name="Valid">Whether nothing failed.</param>
/// <param name="Models">The models.</param>
/// <param name="OtherFiles">Tokenizers, configuration and other files whose structure was checked.</param>
/// <param name="Problems">All errors and warnings.</param>
internal sealed record ValidateDocument(string Target, bool Valid, IReadOnlyList<ValidatedModelDocument> Models, IReadOnlyList<string> OtherFiles, IReadOnlyList<ProblemDocument> Problems);
