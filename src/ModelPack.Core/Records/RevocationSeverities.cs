namespace ModelPack.Core.Records;

/// <summary>How bad a revoked version is, in the words of NuGet's vulnerability data.</summary>
public static class RevocationSeverities
{
    /// <summary>0 there.</summary>
    public const string Low = "low";

    /// <summary>1 there.</summary>
    public const string Moderate = "moderate";

    /// <summary>2 there.</summary>
    public const string High = "high";

    /// <summary>3 there.</summary>
    public const string Critical = "critical";

    /// <summary>All, in the order of NuGet's numbers.</summary>
    public static IReadOnlyList<string> All { get; } = [Low, Moderate, High, Critical];
}
