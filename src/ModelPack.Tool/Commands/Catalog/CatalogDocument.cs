using ModelPack.Tool.Output;

namespace ModelPack.Tool.Commands.Catalog;

/// <summary>The answer of <c>catalog</c>.</summary>
/// <param name="File">The database.</param>
/// <param name="Models">How many models were read.</param>
/// <param name="Versions">How many versions they have.</param>
/// <param name="NewVersions">How many of them the database did not have.</param>
/// <param name="UpdatedVersions">Of how many something is known otherwise than before.</param>
/// <param name="RemovedVersions">How many versions are gone from every source that had them.</param>
/// <param name="Problems">What could not be read.</param>
internal sealed record CatalogDocument(string File, int Models, int Versions, int NewVersions, int UpdatedVersions, int RemovedVersions, IReadOnlyList<ProblemDocument> Problems);
