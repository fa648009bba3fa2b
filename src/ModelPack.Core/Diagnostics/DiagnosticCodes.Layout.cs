namespace ModelPack.Core.Diagnostics;

/// <content>How large files are laid out.</content>
public static partial class DiagnosticCodes
{
    /// <summary>A tensor is larger than a payload package may be.</summary>
    public const string TensorTooLarge = "MP4010";

    /// <summary>What a package would hold of a file does not give it back, or its model answers otherwise.</summary>
    public const string LayoutDiffers = "MP4011";
}
