namespace ModelPack;

/// <summary>How a file differs from the published one.</summary>
public enum ModelFileMismatchKind
{
    /// <summary>It is not there.</summary>
    Missing,

    /// <summary>Its content has another digest.</summary>
    Content,
}
