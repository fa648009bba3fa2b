namespace ModelPack.Feeds.History;

/// <summary>The manifest of a package of a feed.</summary>
/// <param name="Manifest">The manifest; <see langword="null"/> where the package is no model package.</param>
/// <param name="Bytes">Its bytes: fields that this version does not know are in them.</param>
/// <param name="PackageSize">The size of the package in bytes, where it is known.</param>
internal sealed record ReadManifest(ModelManifest? Manifest, byte[] Bytes, long? PackageSize);
