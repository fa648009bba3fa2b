using ModelPack.Core.Diagnostics;

namespace ModelPack.Feeds.Catalog;

/// <summary>The packages of sources that may be models.</summary>
/// <param name="Ids">Their ids, ordered.</param>
/// <param name="Failures">Why sources could not be listed: what only they have is missing.</param>
public sealed record CatalogIds(IReadOnlyList<string> Ids, IReadOnlyList<Problem> Failures);
