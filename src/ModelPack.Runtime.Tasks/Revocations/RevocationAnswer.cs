namespace ModelPack.Runtime.Tasks.Revocations;

/// <summary>What the sources answered.</summary>
/// <param name="Revocations">The revocations that could be read.</param>
/// <param name="Failure">Why the answer is not whole, as the rest of a sentence without its period; <see langword="null"/> where it is.</param>
/// <param name="Flaw">Why what a source has cannot be right, as a sentence without its period; <see langword="null"/> where nothing is wrong.</param>
internal sealed record RevocationAnswer(IReadOnlyList<Revocation> Revocations, string? Failure, string? Flaw = null);
