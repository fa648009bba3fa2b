namespace ModelPack.Tool.Commands.Unlist;

/// <summary>The answer of <c>unlist</c>.</summary>
/// <param name="Id">The id.</param>
/// <param name="Version">The version.</param>
/// <param name="Source">Where it is no longer listed.</param>
/// <param name="Confirmed">Whether the source says so.</param>
internal sealed record UnlistDocument(string Id, string Version, string Source, bool Confirmed);
