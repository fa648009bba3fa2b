namespace ModelPack.Core.Attestations.CycloneDx;

/// <summary>A software package.</summary>
/// <param name="Ecosystem">As purl's types name it.</param>
/// <param name="Name">The name.</param>
/// <param name="Version">The exact version; empty where none is known.</param>
internal sealed record BomPackage(string Ecosystem, string Name, string Version)
{
    /// <summary>Its package URL.</summary>
    public string Purl => PackageUrls.Of(Ecosystem, Name, Version);
}
