namespace ModelPack.Feeds.Packages;

/// <summary>Ends an install of a package that the feed has not.</summary>
internal sealed class NoSuchPackageException() : InvalidOperationException("The feed has no such package.");
