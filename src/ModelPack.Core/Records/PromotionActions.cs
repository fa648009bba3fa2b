namespace ModelPack.Core.Records;

/// <summary>What a promotion record did.</summary>
public static class PromotionActions
{
    /// <summary>A version was promoted.</summary>
    public const string Promote = "promote";

    /// <summary>The alias went back to a version that it served before.</summary>
    public const string Rollback = "rollback";
}
