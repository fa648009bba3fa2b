namespace ModelPack.Core.Attestations.CycloneDx;

/// <summary>Something that the bill lists, with the name that relations use.</summary>
/// <param name="Ref">The name: unique in the bill.</param>
/// <param name="Item">What it is.</param>
internal sealed record BomRef<T>(string Ref, T Item);
