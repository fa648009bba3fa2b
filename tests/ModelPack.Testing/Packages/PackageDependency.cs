namespace ModelPack.Testing;

/// <summary>A dependency as a nuspec states it.</summary>
public sealed record PackageDependency(string? Framework, string Id, string Version, string? Include, string? Exclude);
