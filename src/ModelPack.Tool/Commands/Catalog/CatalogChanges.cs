namespace ModelPack.Tool.Commands.Catalog;

/// <summary>What a run changed in a catalog.</summary>
/// <param name="Added">How many versions are new.</param>
/// <param name="Updated">Of how many versions something is known otherwise than before.</param>
/// <param name="Removed">How many versions are gone from every source that had them.</param>
internal readonly record struct CatalogChanges(int Added, int Updated, int Removed)
{
    public static CatalogChanges operator +(CatalogChanges one, CatalogChanges other) => new(one.Added + other.Added, one.Updated + other.Updated, one.Removed + other.Removed);
}
