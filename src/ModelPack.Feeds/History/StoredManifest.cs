namespace ModelPack.Feeds.History;

/// <summary>What was read of a package.</summary>
/// <param name="Manifest">The bytes of its manifest; none where it is no model package.</param>
/// <param name="PackageSize">The size of the package, where it is known.</param>
internal sealed record StoredManifest(byte[] Manifest, long? PackageSize);
