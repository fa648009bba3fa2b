namespace ModelPack.Runtime.Tasks.Packages;

/// <summary>A shard in the folder of a restored payload package.</summary>
/// <param name="Id">The package id.</param>
/// <param name="Version">The version that the manifest names.</param>
/// <param name="Folder">The package's folder.</param>
/// <param name="File">The full path of the shard; it need not exist.</param>
/// <param name="Sha256">The digest that its content must have.</param>
/// <param name="Size">Its size in bytes.</param>
internal sealed record PlannedPayload(string Id, string Version, string Folder, string File, string Sha256, long Size);
