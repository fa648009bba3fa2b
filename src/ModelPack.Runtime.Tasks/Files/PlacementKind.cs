namespace ModelPack.Runtime.Tasks.Files;

/// <summary>How a file was placed.</summary>
internal enum PlacementKind
{
    /// <summary>A copy of the bytes.</summary>
    Copy,

    /// <summary>A file of its own that shares blocks with the source until one is written.</summary>
    Clone,

    /// <summary>A second name of the source.</summary>
    HardLink,
}
