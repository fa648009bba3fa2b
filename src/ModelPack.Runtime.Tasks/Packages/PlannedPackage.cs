namespace ModelPack.Runtime.Tasks.Packages;

/// <summary>A model and everything that its folder must hold, the manifest last: it then never lists what is not there yet.</summary>
internal sealed record PlannedPackage(PackageItem Package, IReadOnlyList<PlannedFile> Files);
