using ModelPack.Core.Packages;

namespace ModelPack.Feeds.Remote;

/// <summary>A package that was opened where it is.</summary>
/// <param name="Content">What it holds; whoever opened it disposes it.</param>
/// <param name="Size">Its size in bytes, where it is known.</param>
internal sealed record OpenedPackage(IPackageContent Content, long? Size);
