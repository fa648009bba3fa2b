namespace ModelPack.Feeds.Copying;

/// <summary>Why a package is copied.</summary>
public enum CopiedPackageRole
{
    /// <summary>It is the one that was asked for, or a part of it.</summary>
    Package,

    /// <summary>It holds large files of a model.</summary>
    Payload,

    /// <summary>A package depends on it.</summary>
    Dependency,
}
