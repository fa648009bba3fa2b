namespace ModelPack.Tool.Targets;

/// <summary>What a command looks at.</summary>
internal enum TargetKind
{
    /// <summary>A <c>.nupkg</c>.</summary>
    Package,

    /// <summary>A package in a package folder, or another folder that it was extracted to.</summary>
    InstalledPackage,

    /// <summary>A model project, as it was just built.</summary>
    Project,

    /// <summary>A model in the output of a service.</summary>
    Service,
}
