using NuGet.Versioning;

namespace ModelPack.Feeds.History;

/// <summary>An alias of a model, and what it serves.</summary>
/// <param name="Id">The package id of the alias.</param>
/// <param name="Stage">Its stage, e.g. <c>Production</c>.</param>
/// <param name="Version">The newest version of the alias package.</param>
/// <param name="ModelVersion">The version of the model that it serves.</param>
/// <param name="Source">The name of its source.</param>
public sealed record ModelAlias(string Id, string Stage, NuGetVersion Version, NuGetVersion ModelVersion, string Source);
