using ModelPack.Feeds.History;

namespace ModelPack.Feeds.Catalog;

/// <summary>A model with all that its feeds and records say of it.</summary>
/// <param name="History">Its versions.</param>
/// <param name="Records">Its records.</param>
public sealed record CatalogModel(ModelHistory History, ModelRecords Records);
