namespace ModelPack.Core.Diagnostics;

/// <content>Packages that are read.</content>
public static partial class DiagnosticCodes
{
    /// <summary>A package is no model package.</summary>
    public const string NotAModelPackage = "MP4020";

    /// <summary>A package is damaged, or its manifest cannot be right.</summary>
    public const string DamagedModelPackage = "MP4021";

    /// <summary>A package, or a file of one, cannot be read.</summary>
    public const string UnreadablePackage = "MP4022";

    /// <summary>A file of a model is not where it is looked for.</summary>
    public const string FileNotHere = "MP4023";
}
